import type { CommitmentKind } from '../plan/commitment.ts';

const DAY_SECONDS = 86_400;

/** Looks may be this many intervals apart before what they saw is old. */
const FRESH_INTERVALS = 3;
/** A look is never called old before this. */
const SHORTEST_FRESH_SECONDS = 30;
/** For figures without an interval of their own. */
export const FRESH_READING_SECONDS = 300;

/**
 * For how long evidence of people acting proves that they would act again. Three months is the rhythm in which teams
 * change and exercises are usually held; a monthly rhythm for restores follows from backups being worthless untested.
 */
const FRESH_DAYS: Partial<Record<CommitmentKind, number>> = {
  severity: 90,
  escalation: 90,
  contact: 90,
  runbook: 90,
  procedure: 90,
  command: 90,
  backup: 30,
  recovery: 90,
};

/** null for kinds that no deed proves. */
export function evidenceFreshSeconds(kind: CommitmentKind): number | null {
  const days = FRESH_DAYS[kind];
  return days === undefined ? null : days * DAY_SECONDS;
}

export function lookFreshSeconds(intervalSeconds: number): number {
  return Math.max(SHORTEST_FRESH_SECONDS, FRESH_INTERVALS * intervalSeconds);
}
