import type { Plan } from '../../plan/plan.ts';
import { type Decision, decide } from '../decide.ts';
import type { Effect, RespondEvent, Roster, TimelineEntry } from '../event.ts';
import type { IncidentState } from '../incident.ts';

/** Tells an incident step by step, with a clock and a queue that keeps each key once, as the real one does. */
export class Story {
  static readonly START = Date.UTC(2026, 0, 5, 9);
  readonly start = Story.START;
  readonly plan: Plan;
  readonly timeline: TimelineEntry[] = [];
  readonly pages: { level: number; at: number; key: string }[] = [];
  readonly incidentIds = new Set<string>();
  now = Story.START;
  queue: Effect[] = [];
  private readonly roster: Roster;
  private readonly keys = new Set<string>();
  private state: IncidentState | null = null;

  constructor(plan: Plan, roster: Roster = { onCall: () => null }) {
    this.plan = plan;
    this.roster = roster;
  }

  get incident(): IncidentState {
    if (this.state === null) throw new Error('the story has no incident yet');
    return this.state;
  }

  send(event: RespondEvent): Decision {
    const decision = decide(this.plan, this.state, event, this.now, this.roster);
    this.state = decision.incident;
    if (this.state !== null) this.incidentIds.add(this.state.id);
    this.timeline.push(...decision.timeline);
    for (const effect of decision.effects) {
      if (this.keys.has(effect.idempotencyKey)) continue;
      this.keys.add(effect.idempotencyKey);
      if (effect.kind === 'page') {
        this.pages.push({ level: effect.payload.level, at: this.now, key: effect.idempotencyKey });
      }
      if (effect.kind === 'escalate') this.queue.push(effect);
    }
    return decision;
  }

  wait(seconds: number): this {
    this.now += seconds * 1000;
    return this;
  }

  /** Carries out what is due now. */
  runDue(): Decision[] {
    const due = this.queue.filter((effect) => effect.dueAt <= this.now);
    this.queue = this.queue.filter((effect) => effect.dueAt > this.now);
    return due.flatMap((effect) => (effect.kind === 'escalate' ? [this.send(effect.payload.event)] : []));
  }

  /** Lets time pass to `seconds` after the start, carrying out each thing when it is due. */
  runUntil(seconds: number): void {
    const end = this.start + seconds * 1000;
    for (let turns = 0; turns < 1_000; turns += 1) {
      const next = this.queue.map((effect) => effect.dueAt).sort((a, b) => a - b)[0];
      if (next === undefined || next > end) break;
      this.now = Math.max(this.now, next);
      this.runDue();
    }
    this.now = Math.max(this.now, end);
  }

  fire(ruleId: string): Decision {
    return this.send({ type: 'alert-fired', ruleId, value: 1, conditionSince: this.now });
  }

  recover(ruleId: string): Decision {
    return this.send({ type: 'alert-resolved', ruleId, value: 0 });
  }

  acknowledge(by = 'oncall@example.com'): Decision {
    return this.send({ type: 'acknowledged', by, via: 'link' });
  }

  resolve(how: { force?: boolean; note?: string } = {}): Decision {
    const { force = false, note = null } = how;
    return this.send({ type: 'resolve-requested', by: 'lead@example.com', force, note });
  }

  deliver(level: number): Decision {
    return this.send({ type: 'page-delivered', pageKey: this.keyOf(level), level, channel: 'email' });
  }

  fail(level: number): Decision {
    return this.send({ type: 'page-failed', pageKey: this.keyOf(level), level, channel: 'email', error: 'refused' });
  }

  pagedLevels(): number[] {
    return this.pages.map(({ level }) => level);
  }

  pagedAtSeconds(): [level: number, seconds: number][] {
    return this.pages.map(({ level, at }) => [level, (at - this.start) / 1000]);
  }

  private keyOf(level: number): string {
    return this.pages.findLast((page) => page.level === level)?.key ?? 'none';
  }
}

/** Effects in a few words each, with seconds after the start. */
export function inShort(effects: readonly Effect[]): string[] {
  return effects.map((effect) => `${whatAndWhom(effect)} @${(effect.dueAt - Story.START) / 1000}`);
}

function whatAndWhom(effect: Effect): string {
  switch (effect.kind) {
    case 'page':
      return `page ${effect.payload.level} ${effect.payload.recipient.email}`;
    case 'escalate':
      return `escalate ${effect.payload.event.fromLevel}`;
    case 'notify':
      return `notify ${effect.payload.news} ${effect.payload.recipients.map(({ email }) => email).join(' ')}`;
    case 'webhook':
      return `webhook ${effect.payload.type}`;
  }
}
