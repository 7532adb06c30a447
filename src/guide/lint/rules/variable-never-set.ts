import { placeholdersIn } from '../../words/placeholder.ts';
import type { Rule } from '../rule.ts';

const F = '```';
/** Where everybody knows that the environment gives it. */
const CONVENTIONAL =
  /^\$(?:DATABASE_URL|REDIS_URL|MONGO(?:DB)?_UR[IL]|KUBECONFIG|EDITOR|AWS_(?:PROFILE|REGION|DEFAULT_REGION)|GITHUB_TOKEN|CI|PORT|DATE|TODAY)$/;

export const variableNeverSet: Rule = {
  id: 'variable-never-set',
  severity: 'warning',
  finds: 'A shell variable that the guide uses and nowhere sets, explains or names.',
  why: 'An empty variable does not stop a command. It takes the next option for its value, or works on everything.',
  failing: [
    {
      guide: `## Runbooks\n\n### Slow database\n\n${F}bash\naz postgres server-logs list --server-name $DB_SERVER --output table\n${F}\n`,
      words: '$DB_SERVER',
    },
  ],
  passing: [
    {
      guide: `## Settings\n\n- \`DB_SERVER\`: name of the database server\n\n## Runbooks\n\n### Slow database\n\n${F}bash\naz postgres server-logs list --server-name $DB_SERVER\nfor N in 1 2; do echo $N "$HOME"; done\necho "\${DB_SERVER:?}" "\${ZONE:-eu}"\n${F}\n`,
    },
  ],
  *find(guide) {
    const uses = new Map<string, { line: number; endLine: number; lines: number[] }>();
    for (const block of guide.blocks) {
      if (block.language !== 'bash') continue;
      for (const placeholder of placeholdersIn(block.source, true)) {
        if (!/^\$[A-Z][A-Z0-9_]*$/.test(placeholder) || CONVENTIONAL.test(placeholder)) continue;
        const pattern = new RegExp(`\\$\\{?${placeholder.slice(1)}\\b`);
        const rows = block.rows.filter(({ text }) => pattern.test(text)).map(({ line }) => line);
        const known = uses.get(placeholder);
        if (known) known.lines.push(...rows);
        else uses.set(placeholder, { line: rows[0] ?? block.line, endLine: block.endLine, lines: rows });
      }
    }
    const text = guide.lines.join('\n');
    for (const [placeholder, use] of uses) {
      const name = placeholder.slice(1);
      // Set in another block, listed among the settings, or spoken of anywhere.
      if (new RegExp(`(?<![$\\w{])${name}\\b`).test(text)) continue;
      yield {
        place:
          guide.place(use, `$${name}`).column > 0
            ? guide.place(use, guide.lines[use.line - 1]?.includes(`\${${name}`) ? `\${${name}` : `$${name}`)
            : guide.place(use),
        message: `Nothing says what $${name} is.`,
        understood: `Used on ${use.lines.length === 1 ? 'line' : 'lines'} ${[...new Set(use.lines)].join(', ')}; no block sets it and no line names it.`,
        wayOut: `Set it at the top of the block (${name}=…), or name it among the settings with where its value is found.`,
      };
    }
  },
};
