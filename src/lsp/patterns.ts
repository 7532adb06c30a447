import type { CommitmentKind } from '../plan/commitment.ts';

/** A statement that is understood, to begin with. `${1:…}` are the places to fill in, in the snippet syntax of the protocol. */
export interface Pattern {
  readonly kind: CommitmentKind;
  readonly title: string;
  readonly snippet: string;
  /** The heading under which it is understood as this kind. */
  readonly under: string;
}

export const PATTERNS: readonly Pattern[] = [
  {
    kind: 'check',
    title: 'an endpoint to probe',
    under: 'Health checks',
    snippet: '- `GET ${1:/health}`: ${2:liveness}, answers 200',
  },
  {
    kind: 'alert',
    title: 'a condition that calls for a reaction',
    under: 'Alerts',
    snippet: '- **${1:High error rate}**: ${2:error rate} above ${3:5 %} for ${4:5 minutes}',
  },
  {
    kind: 'objective',
    title: 'a target to hold',
    under: 'Service level objectives',
    snippet: '- ${1:Availability}: ${2:99.9 %} a month',
  },
  {
    kind: 'severity',
    title: 'an incident class',
    under: 'Severity levels',
    snippet: '- **${1:P1}**: ${2:the service is down}, response within ${3:15 minutes}',
  },
  {
    kind: 'escalation',
    title: 'who is next',
    under: 'Escalation',
    snippet: '- If not acknowledged within ${1:30 minutes}, escalate to the ${2:team lead}',
  },
  {
    kind: 'task',
    title: 'recurring work',
    under: 'Maintenance',
    snippet: '- ${1:Weekly}: ${2:review slow queries}',
  },
  {
    kind: 'backup',
    title: 'what is saved, when, for how long',
    under: 'Backups',
    snippet: '- ${1:Database}: daily at ${2:02:00 UTC}, kept for ${3:30 days}',
  },
  {
    kind: 'command',
    title: 'a command that can be run',
    under: 'Deployment',
    snippet: '```bash\n${1:systemctl restart api}\n```',
  },
];
