import type { EscalationLevel } from '../plan/plan.ts';
import { change, type Draft, inform, write } from './draft.ts';
import { firstLevel, levelsAbove, nextStep } from './escalation-step.ts';
import type { DecisionReason, EscalationDue } from './event.ts';
import { KEPT_PAGES, type Ladder, type NextStep, type Page, type PageChannel, type Recipient } from './incident.ts';

/** How often the last level is paged again when it does not answer. */
export const LAST_LEVEL_REPEATS = 3;

/** Begins to page anew: at `level`, or at the first one. */
export function beginRound(draft: Draft, level?: number): void {
  const { plan, incident } = draft;
  const round = incident.ladder.round + 1;
  const start = plan.escalation.levels.find((candidate) => candidate.level === level) ?? firstLevel(plan);
  if (start === undefined || !pageFirstReachable(draft, [start, ...levelsAbove(plan, start.level)], round, null)) {
    const stopped: Ladder = { ...incident.ladder, round, next: null, stopped: 'nobody-to-page' };
    change(draft, { ladder: stopped });
    write(
      draft,
      'page-impossible',
      'Nobody can be paged: no escalation level has an address. Bind people in runproof.yaml.',
    );
  }
}

/** The page of `fromLevel` was not acknowledged in time. */
export function escalate(draft: Draft, event: EscalationDue): DecisionReason {
  const { ladder } = draft.incident;
  const isCurrent =
    ladder.next !== null &&
    event.round === ladder.round &&
    event.fromLevel === ladder.level &&
    event.attempt === ladder.attempt;
  if (!isCurrent) return 'escalation-out-of-date';
  if (draft.now < ladder.next.dueAt) {
    wait(draft, ladder, ladder.next);
    return 'escalation-early';
  }
  return climb(draft, ladder.next);
}

/** A page that no channel could deliver is no page: the next level that has an address is paged at once. */
export function climbPastUnreachable(draft: Draft): DecisionReason {
  const { ladder } = draft.incident;
  const above = levelsAbove(draft.plan, ladder.level).filter((level) => channelsOf(level).length > 0);
  if (ladder.next === null || above.length === 0) return 'delivery-noted';
  pageFirstReachable(draft, above, ladder.round, { ...ladder.next, commitmentId: null, dueAt: draft.now });
  return 'skipped-unreachable-level';
}

export function stop(draft: Draft, reason: NonNullable<Ladder['stopped']>): void {
  change(draft, { ladder: { ...draft.incident.ladder, next: null, stopped: reason } });
}

/** Goes on from where it was stopped, without paging the same level again. */
export function resume(draft: Draft): void {
  const { ladder, severity } = draft.incident;
  const next = nextStep(draft.plan, severity, ladder.level, ladder.pagedAt);
  wait(draft, ladder, { ...next, dueAt: Math.max(next.dueAt, draft.now) });
}

/** Shortens the wait to what is left of an earlier one. */
export function waitNoLongerThan(draft: Draft, earlier: NextStep | null): void {
  const { ladder } = draft.incident;
  if (earlier === null || ladder.next === null || earlier.dueAt >= ladder.next.dueAt) return;
  wait(draft, ladder, { ...earlier, dueAt: Math.max(earlier.dueAt, draft.now) });
}

function climb(draft: Draft, step: NextStep): DecisionReason {
  const { plan, incident } = draft;
  const { ladder } = incident;
  const targets = levelsAbove(plan, ladder.level).filter((level) => level.level >= step.toLevel);
  const waited = `Not acknowledged within ${inWords(step.afterSeconds)}`;
  if (targets.length > 0 && pageFirstReachable(draft, targets, ladder.round, step)) {
    const text = `${waited}: escalated to ${draft.incident.pages.at(-1)?.recipient.role}.`;
    write(draft, 'escalated', text, { fromLevel: ladder.level, toLevel: draft.incident.ladder.level });
    inform(draft, 'escalated', text);
    return 'escalated';
  }
  const last = plan.escalation.levels.find((level) => level.level === ladder.level);
  if (last !== undefined && ladder.attempt <= LAST_LEVEL_REPEATS) {
    page(draft, last, { round: ladder.round, attempt: ladder.attempt + 1, step });
    return 'paged-again';
  }
  stop(draft, 'nobody-answered');
  const text = `Nobody answered: every level was paged, the last one ${ladder.attempt} times.`;
  write(draft, 'unanswered', text, { level: ladder.level });
  inform(draft, 'unanswered', text);
  return 'nobody-answered';
}

function pageFirstReachable(
  draft: Draft,
  levels: readonly EscalationLevel[],
  round: number,
  step: NextStep | null,
): boolean {
  for (const level of levels) {
    if (page(draft, level, { round, attempt: 1, step })) return true;
    write(draft, 'page-impossible', `${level.role} (level ${level.level}) has no address to page.`, {
      level: level.level,
    });
  }
  return false;
}

function page(
  draft: Draft,
  level: EscalationLevel,
  of: { readonly round: number; readonly attempt: number; readonly step: NextStep | null },
): boolean {
  const { plan, now, incident } = draft;
  const recipient = recipientOf(draft, level);
  const channels = channelsOf(recipient);
  if (channels.length === 0) return false;

  const { round, attempt } = of;
  const key = `page:${incident.id}:${round}:${level.level}:${attempt}`;
  const payload = { incidentId: incident.id, level: level.level, round, attempt, recipient, channels };
  draft.effects.push({ kind: 'page', idempotencyKey: key, dueAt: now, payload });
  const decided: Page = {
    key,
    round,
    level: level.level,
    attempt,
    recipient,
    channels,
    step: of.step,
    decidedAt: now,
    deliveredAt: null,
    deliveredBy: [],
    failedBy: [],
  };
  change(draft, { pages: [...incident.pages, decided].slice(-KEPT_PAGES) });
  const again = attempt > 1 ? ` again (${attempt})` : '';
  write(draft, 'paged', `Paged ${recipient.role}, level ${level.level}${again}, by ${channels.join(' and ')}.`, {
    pageKey: key,
    level: level.level,
    round,
    attempt,
    role: recipient.role,
    stepCommitmentId: of.step?.commitmentId ?? null,
  });
  const ladder: Ladder = { round, level: level.level, attempt, pagedAt: now, next: null, stopped: null };
  wait(draft, ladder, nextStep(plan, incident.severity, level.level, now));
  return true;
}

function wait(draft: Draft, ladder: Ladder, next: NextStep): void {
  change(draft, { ladder: { ...ladder, next, stopped: null } });
  const { round, level, attempt } = ladder;
  // The revision is in the key: the wait of one page may be set anew later, and the new one must be kept.
  const idempotencyKey = `escalate:${draft.incident.id}:${draft.incident.revision + 1}:${round}:${level}:${attempt}`;
  draft.effects = draft.effects.filter((effect) => effect.idempotencyKey !== idempotencyKey);
  draft.effects.push({
    kind: 'escalate',
    idempotencyKey,
    dueAt: next.dueAt,
    payload: { incidentId: draft.incident.id, event: { type: 'escalation-due', fromLevel: level, round, attempt } },
  });
}

/** The first level's pages go to whoever is on call; a member without an address is reached at the level's. */
function recipientOf(draft: Draft, level: EscalationLevel): Recipient {
  const { plan, now, roster } = draft;
  const member = level.level === firstLevel(plan)?.level ? roster.onCall(now) : null;
  const named = plan.escalation.levels.find((candidate) => candidate.role === member);
  const reached = named !== undefined && channelsOf(named).length > 0 ? named : level;
  return { role: member ?? level.role, email: reached.email, webhook: reached.webhook };
}

function channelsOf(of: Pick<Recipient, 'email' | 'webhook'>): PageChannel[] {
  return [...(of.email === null ? [] : ['email' as const]), ...(of.webhook === null ? [] : ['webhook' as const])];
}

/** 90 → "90 s", 1800 → "30 min", 7200 → "2 h". */
function inWords(seconds: number): string {
  if (seconds % 3600 === 0 && seconds > 0) return `${seconds / 3600} h`;
  if (seconds % 60 === 0 && seconds > 60) return `${seconds / 60} min`;
  return `${seconds} s`;
}
