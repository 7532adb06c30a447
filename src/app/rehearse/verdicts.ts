import type { CommitmentOf } from '../../plan/commitment.ts';
import type { AlertRule, EscalationStep, Plan, PlannedCommitment } from '../../plan/plan.ts';
import type { RehearsalRow, RehearsalRule, Verdict } from './report.ts';
import type { Outcome, Simulation } from './simulate.ts';
import { sampleIntervalSeconds } from './telemetry.ts';

/** From the end of the guide's time to the page in somebody's mailbox, beside one sample. */
const TOLERANCE_SECONDS = 5;

export function rowsOf(plan: Plan, simulation: Simulation): RehearsalRow[] {
  return plan.commitments.flatMap((planned) => {
    const { commitment } = planned;
    if (commitment.kind === 'alert') return [alertRow(plan, planned, commitment, simulation)];
    if (commitment.kind === 'escalation') return [escalationRow(plan, planned, commitment, simulation)];
    return [];
  });
}

/** What every rehearsal must show, whatever the guide. */
export function rulesOf(simulation: Simulation): RehearsalRule[] {
  const { outcomes, incidents, repeatedKeys, unresolved } = simulation;
  const faults = new Set(
    outcomes.filter(({ firedAt }) => firedAt !== null).map((outcome) => faultOf(outcome, outcomes)),
  );
  const tooShort = outcomes.filter(({ play }) => !play.mustFire);
  const fired = tooShort.filter(({ firedAt }) => firedAt !== null).length;
  const answered = incidents.filter((incident) => incident.firstAcknowledgedAt !== null).length;
  const afterAnswer = outcomes.reduce((sum, outcome) => sum + outcome.pagesAfterAnswer, 0);
  const unanswered = outcomes.filter(({ play, firedAt }) => play.purpose === 'unanswered' && firedAt !== null);
  const gaveUp = unanswered.filter(({ incidentId }) => {
    const incident = incidents.find(({ id }) => id === incidentId);
    const last = incident?.pages.at(-1);
    return last !== undefined && last.step?.toLevel === last.level && last.attempt > 1;
  });
  const repeats = repeatedKeys === 0;
  return [
    always('one fault is one incident', faults.size, incidents.length === faults.size, `${incidents.length} incidents`),
    always('a fault shorter than its window stays quiet', tooShort.length, fired === 0, `${fired} fired`),
    always('an acknowledgement stops the paging', answered, afterAnswer === 0, `${afterAnswer} pages afterwards`),
    always(
      'without an answer every level is paged to the last',
      unanswered.length,
      gaveUp.length === unanswered.length,
      `${gaveUp.length} to the last`,
    ),
    always('no page and no step is queued twice', incidents.length, repeats, `${repeatedKeys} repeated`),
    always('every incident comes to an end', incidents.length, unresolved === 0, `${unresolved} left open`),
  ];
}

/** Nothing that was not tried is said to hold. */
function always(name: string, tried: number, holds: boolean, detail: string): RehearsalRule {
  const state = tried === 0 ? 'not-tried' : holds ? 'holds' : 'broken';
  return { name, state, detail: `${tried} tried, ${detail}` };
}

/** Faults that overlap are one. */
function faultOf({ play }: Outcome, outcomes: readonly Outcome[]): number {
  if (play.purpose !== 'overlapping') return play.beginsAt;
  const together = outcomes.filter(
    (other) =>
      other.play.purpose === 'overlapping' && other.play.beginsAt < play.endsAt && play.beginsAt < other.play.endsAt,
  );
  return Math.min(...together.map((other) => other.play.beginsAt));
}

function alertRow(
  plan: Plan,
  planned: PlannedCommitment,
  commitment: CommitmentOf<'alert'>,
  { outcomes, incidents }: Simulation,
): RehearsalRow {
  const row = {
    commitmentId: commitment.id,
    kind: 'alert' as const,
    line: commitment.line,
    name: commitment.name ?? commitment.text,
  };
  const rule = plan.rules.find((one) => one.id === commitment.id);
  if (planned.standing.state === 'needs-input') return unplayed(row, 'needs-input', planned.standing.hint);
  if (rule === undefined) return unplayed(row, 'needs-input', 'no rule could be made of it');
  const allowedSeconds = alertAllowsSeconds(plan, rule);
  const own = outcomes.filter(({ play }) => play.rule.id === rule.id);
  const must = own.filter(({ play }) => play.mustFire);
  if (must.length === 0) return { ...unplayed(row, 'not-played', 'more days are needed to play it'), allowedSeconds };

  // An alert that joins an incident is not paged for itself: the time of its firing counts.
  const measured = must.flatMap((outcome) => {
    const { firedAt, pagedAt, play } = outcome;
    if (firedAt === null) return [];
    const joined = incidents.some(({ id, openedAt }) => id === outcome.incidentId && openedAt < firedAt);
    return [((joined ? firedAt : (pagedAt ?? firedAt)) - play.beginsAt) / 1000];
  });
  const measuredSeconds = measured.length === 0 ? null : Math.max(...measured);
  const missed = must.filter(({ firedAt }) => firedAt === null).length;
  const isReached = (outcome: Outcome): boolean =>
    outcome.pagedAt !== null ||
    incidents.some((one) => one.id === outcome.incidentId && one.firstPageDeliveredAt !== null);
  const unpaged = must.filter((outcome) => outcome.firedAt !== null && !isReached(outcome)).length;
  const falseAlarms = own.filter(({ play, firedAt }) => !play.mustFire && firedAt !== null).length;

  const found = (verdict: Verdict, note: string): RehearsalRow => ({
    ...row,
    verdict,
    note,
    measuredSeconds,
    allowedSeconds,
    plays: own.length,
  });
  if (missed > 0) return found('silent', `${missed} of ${must.length} faults did not fire`);
  if (unpaged > 0) return found('unpaged', `${unpaged} of ${must.length} times nobody was reached`);
  if (falseAlarms > 0) return found('false-alarm', `${falseAlarms} faults shorter than the window fired`);
  if (measuredSeconds !== null && measuredSeconds > allowedSeconds)
    return found('late', 'the longest of all plays is too long');
  return found('within', `pages ${firstRole(plan)} as ${rule.severity}`);
}

/** The window, one sample, and what the queue and the mail server may take. */
function alertAllowsSeconds(plan: Plan, rule: AlertRule): number {
  const sample = Math.max(sampleIntervalSeconds(plan, rule), rule.evaluateEverySeconds);
  return rule.windowSeconds + sample + TOLERANCE_SECONDS;
}

function escalationRow(
  plan: Plan,
  planned: PlannedCommitment,
  commitment: CommitmentOf<'escalation'>,
  { outcomes, incidents }: Simulation,
): RehearsalRow {
  const severity = commitment.severity === null ? '' : `${commitment.severity}: `;
  const name = `${severity}${commitment.from ?? 'first'} → ${commitment.to}`;
  const row = { commitmentId: commitment.id, kind: 'escalation' as const, line: commitment.line, name };
  if (planned.standing.state === 'needs-input') return unplayed(row, 'needs-input', planned.standing.hint);
  const step = plan.escalation.steps.find((one) => one.commitmentId === commitment.id);
  if (step === undefined) {
    const note = `the guide says no time: ${plan.escalation.defaultAfterSeconds / 60} min from the bindings count`;
    return unplayed(row, 'no-time', note);
  }
  const allowedSeconds = step.afterSeconds + TOLERANCE_SECONDS;
  const alike = new Set(plan.escalation.steps.filter((one) => isSame(one, step)).map((one) => one.commitmentId));
  const pages = incidents.flatMap((incident) =>
    incident.pages.filter((page) => alike.has(page.step?.commitmentId ?? null)),
  );
  if (pages.length === 0) {
    const sooner = plan.escalation.steps.find((one) => comesBefore(one, step));
    const line = plan.commitments.find((one) => one.commitment.id === sooner?.commitmentId)?.commitment.line;
    const verdict: Verdict = sooner === undefined ? 'not-played' : 'overridden';
    const note = sooner === undefined ? 'more days are needed to play it' : `line ${line} escalates sooner`;
    return { ...unplayed(row, verdict, note), allowedSeconds };
  }
  const delays = pages.map((page) => ((page.deliveredAt ?? page.decidedAt) - (page.step?.countedFrom ?? 0)) / 1000);
  const measuredSeconds = Math.max(...delays);
  const found = (verdict: Verdict, note: string): RehearsalRow => ({
    ...row,
    verdict,
    note,
    measuredSeconds,
    allowedSeconds,
    plays: pages.length,
  });
  if (pages.some((page) => page.deliveredAt === null)) return found('unpaged', 'a page did not arrive');
  if (Math.min(...delays) < step.afterSeconds) return found('early', 'the next level is paged before its time');
  if (measuredSeconds > allowedSeconds) return found('late', 'the longest of all plays is too long');
  const instead = outcomes.some(({ play }) => play.severityInstead !== null && play.severityInstead === step.severity);
  return found(
    'within',
    instead
      ? `no alert has severity ${step.severity}: tried with one raised to it`
      : `pages ${pages[0]?.recipient.role}`,
  );
}

function isSame(one: EscalationStep, other: EscalationStep): boolean {
  return (
    one.fromLevel === other.fromLevel &&
    one.toLevel === other.toLevel &&
    one.severity === other.severity &&
    one.afterSeconds === other.afterSeconds
  );
}

function comesBefore(one: EscalationStep, other: EscalationStep): boolean {
  return one.fromLevel === other.fromLevel && one.severity === other.severity && one.afterSeconds < other.afterSeconds;
}

function firstRole(plan: Plan): string {
  return plan.escalation.levels[0]?.role ?? 'nobody';
}

function unplayed(
  row: Pick<RehearsalRow, 'commitmentId' | 'kind' | 'line' | 'name'>,
  verdict: Verdict,
  note: string,
): RehearsalRow {
  return { ...row, verdict, note, measuredSeconds: null, allowedSeconds: null, plays: 0 };
}
