import type { Bindings } from './bindings.ts';
import type { Commitment, CommitmentOf } from './commitment.ts';
import type { Need } from './make-plan.ts';
import { severityFor } from './make-severities.ts';
import { personBinding } from './open-binding.ts';
import type { EscalationLevel, EscalationPolicy, EscalationStep, Rotation, Severity } from './plan.ts';

export interface PlannedEscalation {
  readonly policy: EscalationPolicy;
  readonly needs: readonly Need[];
}

/** Who is paged in which order, and after how long the next: people from the bindings on the ladder of the guide. */
export function planEscalation(
  commitments: readonly Commitment[],
  bindings: Bindings,
  severities: readonly Severity[],
): PlannedEscalation {
  const contacts = commitments.filter(
    (commitment): commitment is CommitmentOf<'contact'> => commitment.kind === 'contact',
  );
  const levels = bindings.people.length > 0 ? peopleLevels(bindings, contacts) : contactLevels(contacts);
  const needs: Need[] = [];
  if (levels.every(({ email, webhook }) => email === null && webhook === null))
    for (const { commitmentId, role, level } of levels)
      if (commitmentId !== null)
        needs.push({
          commitmentId,
          needs: ['people'],
          hint: 'give this role an email under people in runproof.yaml, else nobody can be paged',
          bindings: [personBinding(role, level, bindings.people)],
        });

  const steps: EscalationStep[] = [];
  for (const commitment of commitments) {
    if (commitment.kind !== 'escalation') continue;
    const to = levelNamed(commitment.to, levels);
    const from = commitment.from === null ? (to ?? 2) - 1 : levelNamed(commitment.from, levels);
    if (to === null || from === null) {
      needs.push({
        commitmentId: commitment.id,
        needs: [`people (${commitment.to})`],
        hint: `name “${commitment.to}” under people in runproof.yaml, with its level`,
        bindings: [personBinding(commitment.to, digit(commitment.to), bindings.people)],
      });
      continue;
    }
    if (commitment.afterS === null) continue;
    const severity = commitment.severity === null ? null : severityFor(commitment.severity, severities).level;
    steps.push({
      commitmentId: commitment.id,
      fromLevel: from,
      toLevel: to,
      severity,
      afterSeconds: commitment.afterS,
    });
  }
  const defaultAfterSeconds = bindings.escalation.afterMinutes * 60;
  steps.push(...stepsOfMilder(steps, severities, defaultAfterSeconds));
  return { policy: { levels, steps, defaultAfterSeconds }, needs };
}

/**
 * A guide that says how long a P0 and a P1 wait, and nothing of a P2, does not want the P2 to climb sooner: a milder
 * severity waits as long as the mildest one that is said, and at least until its own response time is over.
 */
function stepsOfMilder(
  said: readonly EscalationStep[],
  severities: readonly Severity[],
  atLeastSeconds: number,
): EscalationStep[] {
  const rank = (step: EscalationStep): number => severities.findIndex(({ level }) => level === step.severity);
  const mildestByLevel = new Map<number, EscalationStep>();
  for (const step of said.toSorted((a, b) => rank(a) - rank(b))) mildestByLevel.set(step.fromLevel, step);
  return [...mildestByLevel.values()].flatMap((mildest) => {
    if (said.some(({ fromLevel, severity }) => fromLevel === mildest.fromLevel && severity === null)) return [];
    let afterSeconds = Math.max(mildest.afterSeconds, atLeastSeconds);
    return severities.slice(rank(mildest) + 1).map(({ level, responseSeconds }) => {
      afterSeconds = Math.max(afterSeconds, responseSeconds ?? 0);
      return { ...mildest, commitmentId: null, severity: level, afterSeconds };
    });
  });
}

function peopleLevels(bindings: Bindings, contacts: readonly CommitmentOf<'contact'>[]): EscalationLevel[] {
  return bindings.people
    .map((person, index) => ({ person, level: person.level ?? index + 1 }))
    .sort((a, b) => a.level - b.level)
    .map(({ person, level }) => ({
      level,
      role: person.role,
      commitmentId:
        contacts.find((contact) => sameRole(contact.role, person.role) || digit(contact.level) === level)?.id ?? null,
      email: person.email ?? null,
      webhook: person.webhook ?? null,
    }));
}

/** Ladder words of the common guides, first to be paged first. */
const LADDER: readonly RegExp[] = [
  /on[- ]?call|primary|first/i,
  /secondary|backup|team lead|second/i,
  /escalation|manager|owner|lead|director|cto|third/i,
];

function contactLevels(contacts: readonly CommitmentOf<'contact'>[]): EscalationLevel[] {
  const placed = contacts
    .map((contact) => ({
      contact,
      level: digit(contact.level) ?? ladderPlace(`${contact.level ?? ''} ${contact.role}`),
    }))
    .filter((entry): entry is { contact: CommitmentOf<'contact'>; level: number } => entry.level !== null)
    .sort((a, b) => a.level - b.level);
  const seen = new Set<number>();
  const levels: EscalationLevel[] = [];
  for (const { contact, level } of placed) {
    if (seen.has(level)) continue;
    seen.add(level);
    const email = contact.channel === 'email' ? contact.address : null;
    levels.push({ level, role: contact.role, commitmentId: contact.id, email, webhook: null });
  }
  if (levels.length > 0) return levels;
  return [{ level: 1, role: 'On call', commitmentId: null, email: null, webhook: null }];
}

function levelNamed(name: string, levels: readonly EscalationLevel[]): number | null {
  const number = digit(/\bL?(\d)\b/.exec(name)?.[1] ?? null);
  if (number !== null && levels.some(({ level }) => level === number)) return number;
  return levels.find(({ role }) => sameRole(role, name))?.level ?? null;
}

function sameRole(a: string, b: string): boolean {
  const [one, other] = [plain(a), plain(b)];
  return one !== '' && other !== '' && (one.includes(other) || other.includes(one));
}

function plain(text: string): string {
  return (
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join(' ') ?? ''
  );
}

function digit(level: string | null): number | null {
  const found = level === null ? null : /\d/.exec(level);
  return found === null ? null : Number(found[0]);
}

function ladderPlace(words: string): number | null {
  const place = LADDER.findIndex((pattern) => pattern.test(words));
  return place === -1 ? null : place + 1;
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** The on-call rotation, when the guide has one: its members are the first level's people. */
export function planRotation(
  commitments: readonly Commitment[],
  policy: EscalationPolicy,
  bindings: Bindings,
): Rotation | null {
  const rotation = commitments.find((commitment) => commitment.kind === 'rotation' && commitment.cadence !== null);
  if (
    rotation?.kind !== 'rotation' ||
    (rotation.cadence !== 'daily' && rotation.cadence !== 'weekly' && rotation.cadence !== 'monthly')
  )
    return null;
  const weekday = WEEKDAYS.indexOf(rotation.handoff?.weekday?.toLowerCase() ?? '') + 1;
  const first = policy.levels[0]?.level ?? 1;
  return {
    commitmentId: rotation.id,
    cadence: rotation.cadence,
    weekday: rotation.cadence === 'weekly' ? weekday || 1 : null,
    time: rotation.handoff?.time ?? '09:00',
    timeZone: ianaZone(rotation.handoff?.tz ?? bindings.timeZone),
    members: policy.levels.filter(({ level }) => level === first).map(({ role }) => role),
  };
}

/** Abbreviations that guides write, as the zone people mean by them (with its daylight saving time). */
const ZONES: Readonly<Record<string, string>> = {
  UTC: 'UTC',
  GMT: 'UTC',
  Z: 'UTC',
  EST: 'America/New_York',
  EDT: 'America/New_York',
  ET: 'America/New_York',
  CST: 'America/Chicago',
  CDT: 'America/Chicago',
  CT: 'America/Chicago',
  MST: 'America/Denver',
  MDT: 'America/Denver',
  MT: 'America/Denver',
  PST: 'America/Los_Angeles',
  PDT: 'America/Los_Angeles',
  PT: 'America/Los_Angeles',
  BST: 'Europe/London',
  CET: 'Europe/Berlin',
  CEST: 'Europe/Berlin',
  EET: 'Europe/Helsinki',
  IST: 'Asia/Kolkata',
  JST: 'Asia/Tokyo',
  SGT: 'Asia/Singapore',
  AEST: 'Australia/Sydney',
};

export function ianaZone(zone: string): string {
  return ZONES[zone.toUpperCase()] ?? zone;
}
