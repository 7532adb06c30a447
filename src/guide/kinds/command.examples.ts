import type { Examples } from '../examples.ts';

/** What `docs/guide/command.md` shows; the tests compile each of them. */
export const examples: Examples = {
  kind: 'command',
  is: 'A block of code to run.',
  guides: [
    `## Restart

\`\`\`bash
sudo systemctl restart {unit}
\`\`\``,
    `## Look first

\`\`\`bash
kubectl logs -f deployment/api | grep ERROR
\`\`\`

\`\`\`sql
SELECT pid, state FROM pg_stat_activity;
\`\`\``,
    `## Reset

\`\`\`bash
psql -h db -c "DELETE FROM sessions WHERE seen < now() - interval '1 day'"
terraform apply -var-file=prod.tfvars
\`\`\`

\`\`\`powershell
Get-Service api | Restart-Service
\`\`\``,
  ],
};
