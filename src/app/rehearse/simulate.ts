import { onCall } from '../../calendar/on-call.ts';
import { type AlertState, initialAlertState } from '../../judge/alert-state.ts';
import { evaluateRule, nextLookAt } from '../../judge/evaluate-rule.ts';
import type { AlertRule, Plan } from '../../plan/plan.ts';
import { decide } from '../../respond/decide.ts';
import type { Effect, RespondEvent, Roster } from '../../respond/event.ts';
import type { IncidentState } from '../../respond/incident.ts';
import { afterwardsSeconds, leadSeconds, type Play, RESOLVE_AFTER_SECONDS } from './play.ts';
import { between, type Random, randomFrom } from './random.ts';
import { simulatedReading } from './telemetry.ts';

/** What came of one play. */
export interface Outcome {
  readonly play: Play;
  firedAt: number | null;
  /** When the first page of the incident had been delivered. */
  pagedAt: number | null;
  incidentId: string | null;
  /** Pages after somebody had acknowledged, which there must not be. */
  pagesAfterAnswer: number;
}

export interface Simulation {
  readonly outcomes: readonly Outcome[];
  /** As each was when it was resolved, or at the end. */
  readonly incidents: readonly IncidentState[];
  readonly looks: number;
  readonly quietLooksSkipped: number;
  /** Effects whose key had been used before, which there must not be. */
  readonly repeatedKeys: number;
  readonly unresolved: number;
}

/** Delivering takes this long, in milliseconds: a mail server on a good day, and on a slow one. */
const DELIVERY = { least: 500, most: 3_000 };

/**
 * Plays on a simulated clock, with the functions that run in production, state in memory and a queue in memory. Looks at
 * a rule that nothing happens to are left out; before its fault it is watched for longer than its window.
 */
export function simulate(plan: Plan, plays: readonly Play[], from: number, until: number, seed: number): Simulation {
  const stage = new Stage(plan, plays, from, randomFrom(seed + 1));
  for (;;) {
    const watcher = stage.nextWatcher();
    const effect = stage.queue[0];
    const at = Math.min(watcher?.nextAt ?? until, effect?.at ?? until);
    if (at >= until) break;
    if (effect !== undefined && effect.at <= at) {
      stage.queue.shift();
      stage.tell(effect.event, at, effect.incidentId);
    } else if (watcher !== undefined) stage.look(watcher, at);
  }
  return stage.result();
}

interface Watcher {
  readonly rule: AlertRule;
  readonly plays: readonly Play[];
  state: AlertState;
  nextAt: number;
}

interface Queued {
  readonly at: number;
  readonly incidentId: string;
  readonly event: RespondEvent;
}

class Stage {
  readonly queue: Queued[] = [];
  private readonly plan: Plan;
  private readonly random: Random;
  private readonly roster: Roster;
  private readonly watchers: Watcher[];
  private readonly outcomes: Outcome[];
  private readonly closed: IncidentState[] = [];
  private readonly keys = new Set<string>();
  private incident: IncidentState | null = null;
  private looks = 0;
  private quietLooksSkipped = 0;
  private repeatedKeys = 0;

  constructor(plan: Plan, plays: readonly Play[], from: number, random: Random) {
    this.plan = plan;
    this.random = random;
    const { rotation } = plan;
    this.roster = {
      onCall: (at) => (rotation === null ? null : (onCall(rotation, rotation.members, at)?.member ?? null)),
    };
    this.outcomes = plays.map((play) => ({
      play,
      firedAt: null,
      pagedAt: null,
      incidentId: null,
      pagesAfterAnswer: 0,
    }));
    this.watchers = plan.rules.map((rule) => ({
      rule,
      plays: plays.filter((play) => play.rule.id === rule.id),
      state: initialAlertState(rule.id, from),
      nextAt: from,
    }));
  }

  nextWatcher(): Watcher | undefined {
    let next: Watcher | undefined;
    for (const watcher of this.watchers) if (next === undefined || watcher.nextAt < next.nextAt) next = watcher;
    return next;
  }

  look(watcher: Watcher, at: number): void {
    const { rule } = watcher;
    this.looks += 1;
    const near = watcher.plays.filter(
      (play) => play.beginsAt <= at && at < play.endsAt + afterwardsSeconds(rule) * 1000,
    );
    const reading = simulatedReading(this.plan, rule, near, at);
    const { state, transition } = evaluateRule(rule, watcher.state, reading, at);
    watcher.state = state;
    watcher.nextAt = this.afterThisLook(watcher, at, near.length > 0);
    if (transition?.to === 'firing') {
      this.noteFiring(near, at);
      const { value, conditionSince } = transition;
      this.tell({ type: 'alert-fired', ruleId: rule.id, value, conditionSince }, at, this.incident?.id ?? null);
      this.noteIncident(near);
    }
    if (transition?.to === 'resolved') {
      const event = { type: 'alert-resolved', ruleId: rule.id, value: transition.value } as const;
      this.tell(event, at, this.incident?.id ?? null);
    }
  }

  tell(event: RespondEvent, at: number, incidentId: string | null): void {
    // What was queued for an incident that is over finds it closed, as in production.
    const isOther = incidentId !== null && incidentId !== this.incident?.id;
    const incident = isOther ? (this.closed.find((one) => one.id === incidentId) ?? null) : this.incident;
    const before = incident;
    const decision = decide(this.planInPlay(at), incident, event, at, this.roster);
    if (isOther || decision.incident === null) return;
    this.incident = decision.incident;
    for (const effect of decision.effects) this.enqueue(effect, decision.incident.id, at);
    if (event.type === 'page-delivered') this.noteDelivery(decision.incident, at);
    if (decision.incident.phase === 'recovered' && before?.phase === 'open') {
      const resolve: RespondEvent = { type: 'resolve-requested', by: 'rehearsal', note: null, force: false };
      this.put({ at: at + RESOLVE_AFTER_SECONDS * 1000, incidentId: decision.incident.id, event: resolve });
    }
    if (decision.incident.phase === 'resolved') {
      this.closed.push(decision.incident);
      this.incident = null;
    }
  }

  result(): Simulation {
    const { outcomes, closed, looks, quietLooksSkipped, repeatedKeys, incident } = this;
    const incidents = incident === null ? closed : [...closed, incident];
    return { outcomes, incidents, looks, quietLooksSkipped, repeatedKeys, unresolved: incident === null ? 0 : 1 };
  }

  /** In a quiet stretch the next look is the one that begins to watch before the rule's next fault. */
  private afterThisLook(watcher: Watcher, at: number, isNearPlay: boolean): number {
    const { rule, state, plays } = watcher;
    const regular = nextLookAt(rule, state);
    if (isNearPlay || state.phase !== 'inactive') return regular;
    const next = plays.find((play) => play.beginsAt > at);
    const watchFrom = next === undefined ? Number.POSITIVE_INFINITY : next.beginsAt - leadSeconds(rule) * 1000;
    if (watchFrom <= regular) return regular;
    const skippedUntil = Number.isFinite(watchFrom) ? watchFrom : at;
    this.quietLooksSkipped += Math.floor((skippedUntil - at) / (rule.evaluateEverySeconds * 1000));
    return watchFrom;
  }

  private enqueue(effect: Effect, incidentId: string, at: number): void {
    if (this.keys.has(effect.idempotencyKey)) this.repeatedKeys += 1;
    this.keys.add(effect.idempotencyKey);
    if (effect.kind === 'escalate') this.put({ at: effect.dueAt, incidentId, event: effect.payload.event });
    if (effect.kind !== 'page') return;
    const answered = this.incident?.acknowledgement !== null;
    for (const outcome of this.outcomesOf(incidentId)) if (answered) outcome.pagesAfterAnswer += 1;
    for (const channel of effect.payload.channels) {
      const { level } = effect.payload;
      const delivered: RespondEvent = { type: 'page-delivered', pageKey: effect.idempotencyKey, level, channel };
      this.put({ at: at + between(this.random, DELIVERY.least, DELIVERY.most), incidentId, event: delivered });
    }
  }

  private put(queued: Queued): void {
    const place = this.queue.findIndex((other) => other.at > queued.at);
    this.queue.splice(place === -1 ? this.queue.length : place, 0, queued);
  }

  private noteFiring(near: readonly Play[], at: number): void {
    for (const outcome of this.outcomes) if (near.includes(outcome.play)) outcome.firedAt ??= at;
  }

  private noteIncident(near: readonly Play[]): void {
    for (const outcome of this.outcomes) {
      if (near.includes(outcome.play)) outcome.incidentId ??= this.incident?.id ?? null;
    }
  }

  /** The first page that arrives is the one that somebody answers, where somebody is to. */
  private noteDelivery(incident: IncidentState, at: number): void {
    for (const outcome of this.outcomesOf(incident.id)) {
      if (outcome.pagedAt !== null) continue;
      outcome.pagedAt = at;
      const { acknowledgeAfterSeconds } = outcome.play;
      if (acknowledgeAfterSeconds === null) continue;
      const event: RespondEvent = { type: 'acknowledged', by: 'rehearsal', via: 'rehearsal' };
      this.put({ at: at + acknowledgeAfterSeconds * 1000, incidentId: incident.id, event });
    }
  }

  private outcomesOf(incidentId: string): Outcome[] {
    return this.outcomes.filter((outcome) => outcome.incidentId === incidentId);
  }

  /** The plan, with the severity that the play under way is tried with. */
  private planInPlay(at: number): Plan {
    const play = this.outcomes.find(({ play: one }) => one.severityInstead !== null && isUnderWay(one, at))?.play;
    const severity = play?.severityInstead;
    if (play === undefined || severity == null) return this.plan;
    return {
      ...this.plan,
      rules: this.plan.rules.map((rule) => (rule.id === play.rule.id ? { ...rule, severity } : rule)),
    };
  }
}

function isUnderWay(play: Play, at: number): boolean {
  return play.beginsAt <= at && at < play.endsAt + afterwardsSeconds(play.rule) * 1000;
}
