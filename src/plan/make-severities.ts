import type { Commitment } from './commitment.ts';
import type { Severity } from './plan.ts';

/** Words for how bad it is, worst first, in the vocabularies of the common alerting tools. */
const RANKS: readonly RegExp[] = [
  /\b(critical|emergency|fatal|sev(erity)?[ -]?0|[sp]0)\b/i,
  /\b(high|error|major|urgent|sev(erity)?[ -]?1|[sp]1)\b/i,
  /\b(medium|moderate|warning|warn|minor|sev(erity)?[ -]?2|[sp]2)\b/i,
  /\b(low|info|informational|notice|cosmetic|sev(erity)?[ -]?3|[sp]3)\b/i,
];

const DEFAULTS: readonly Severity[] = ['critical', 'error', 'warning', 'info'].map((level, rank) => ({
  level,
  name: null,
  rank,
  responseSeconds: null,
  resolutionSeconds: null,
  commitmentId: null,
}));

/** The guide's severities, most severe first; the four usual ones where it names none. */
export function planSeverities(commitments: readonly Commitment[]): Severity[] {
  const byLevel = new Map<string, Severity>();
  for (const commitment of commitments) {
    if (commitment.kind !== 'severity') continue;
    const level = commitment.level.trim();
    const known = byLevel.get(level.toLowerCase());
    // A guide often states a class twice, once with the times and once with the definition: together they are one.
    byLevel.set(level.toLowerCase(), {
      level: known?.level ?? level,
      name: known?.name ?? commitment.name,
      rank: 0,
      responseSeconds: known?.responseSeconds ?? commitment.responseS,
      resolutionSeconds: known?.resolutionSeconds ?? commitment.resolutionS,
      commitmentId: known?.commitmentId ?? commitment.id,
    });
  }
  if (byLevel.size === 0) return [...DEFAULTS];
  return [...byLevel.values()]
    .map((severity, order) => ({
      severity,
      order,
      weight: levelNumber(severity.level) ?? wordRank(`${severity.level} ${severity.name ?? ''}`) ?? order,
    }))
    .sort((a, b) => a.weight - b.weight || a.order - b.order)
    .map(({ severity }, rank) => ({ ...severity, rank }));
}

/** The plan's severity that an alert's own word means: `Severity 0`, `Critical` and `S0` are one. */
export function severityFor(word: string | null, severities: readonly Severity[]): Severity {
  const last = severities[severities.length - 1] as Severity;
  const middle = severities[Math.min(2, severities.length - 1)] ?? last;
  if (word === null) return middle;
  const text = word.trim().toLowerCase();
  const exact = severities.find(({ level, name }) => level.toLowerCase() === text || name?.toLowerCase() === text);
  if (exact !== undefined) return exact;
  const number = levelNumber(text);
  const numbered = number === null ? undefined : severities.find(({ level }) => levelNumber(level) === number);
  if (numbered !== undefined) return numbered;
  const rank = wordRank(text);
  return rank === null ? middle : (severities[Math.min(rank, severities.length - 1)] ?? last);
}

function levelNumber(level: string): number | null {
  const digits = /(\d)\s*$/.exec(level.trim());
  return digits === null ? null : Number(digits[1]);
}

function wordRank(text: string): number | null {
  const rank = RANKS.findIndex((pattern) => pattern.test(text));
  return rank === -1 ? null : rank;
}
