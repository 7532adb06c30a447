import type { Plan } from '../plan/plan.ts';
import type { Effect, IncidentNews, Roster, TimelineEntry } from './event.ts';
import type { IncidentState, Recipient } from './incident.ts';

/** One decision while it is made: what it was given, and what it has come to so far. */
export interface Draft {
  readonly plan: Plan;
  readonly now: number;
  readonly roster: Roster;
  incident: IncidentState;
  readonly timeline: TimelineEntry[];
  effects: Effect[];
}

export function change(draft: Draft, changes: Partial<IncidentState>): void {
  draft.incident = { ...draft.incident, ...changes };
}

export function write(
  draft: Draft,
  kind: TimelineEntry['kind'],
  text: string,
  data: TimelineEntry['data'] = {},
  by: string | null = null,
): void {
  draft.timeline.push({ at: draft.now, kind, text, by, data });
}

/** Tells the system's webhook, where there is one. */
export function announce(draft: Draft, news: IncidentNews, text: string): void {
  if (draft.plan.notify.webhook === null) return;
  draft.effects.push({
    kind: 'webhook',
    idempotencyKey: `webhook:${draft.incident.id}:${draft.incident.revision + 1}:${news}`,
    dueAt: draft.now,
    payload: { incidentId: draft.incident.id, type: `incident.${news}`, text },
  });
}

/** People are told of an alert that comes and goes for the fourth time at most this often. */
const COMING_AND_GOING_SECONDS = 5 * 60;
const TIMES_UNTIL_COMING_AND_GOING = 4;

/** Tells everybody who was paged, and the webhook. */
export function inform(draft: Draft, news: IncidentNews, text: string): void {
  announce(draft, news, text);
  const recipients = everybodyPaged(draft.incident);
  if (recipients.length === 0 || (isTurn(news) && wasToldLately(draft))) return;
  if (isTurn(news)) change(draft, { toldOfTurnAt: draft.now });
  draft.effects.push({
    kind: 'notify',
    idempotencyKey: `notify:${draft.incident.id}:${draft.incident.revision + 1}:${news}`,
    dueAt: draft.now,
    payload: { incidentId: draft.incident.id, news, text, recipients },
  });
}

function isTurn(news: IncidentNews): boolean {
  return news === 'recovered' || news === 'reopened';
}

function wasToldLately({ incident, now }: Draft): boolean {
  const isComingAndGoing = incident.alerts.some((alert) => alert.timesFired >= TIMES_UNTIL_COMING_AND_GOING);
  const { toldOfTurnAt } = incident;
  return isComingAndGoing && toldOfTurnAt !== null && now - toldOfTurnAt < COMING_AND_GOING_SECONDS * 1000;
}

function everybodyPaged(incident: IncidentState): Recipient[] {
  const byAddress = new Map<string, Recipient>();
  for (const { recipient } of incident.pages) {
    byAddress.set(`${recipient.email} ${recipient.webhook}`, recipient);
  }
  return [...byAddress.values()];
}
