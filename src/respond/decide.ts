import type { Plan } from '../plan/plan.ts';
import { change, type Draft, inform, write } from './draft.ts';
import type { DecisionReason, Effect, RespondEvent, Roster, TimelineEntry } from './event.ts';
import type { IncidentState } from './incident.ts';
import { joinAlert, newIncident, openWith } from './join-alert.ts';
import { climbPastUnreachable, escalate, stop } from './ladder.ts';

export interface Decision {
  /** The new state; the same object where nothing changed. */
  readonly incident: IncidentState | null;
  readonly timeline: readonly TimelineEntry[];
  readonly effects: readonly Effect[];
  /** REFUSALS says which of them are refusals; `sentence` puts those in words. */
  readonly reason: DecisionReason;
  readonly sentence: string | null;
}

const NOBODY_ON_ROTATION: Roster = { onCall: () => null };

/**
 * What an event means for the system's unresolved incident; `incident` is null where there is none, or the last one.
 * Every event may come twice: the second time changes nothing. `now` is epoch milliseconds.
 *
 * Escalation answers the question "does anybody take it?", so an acknowledgement stops it. That an acknowledged
 * incident lasts too long is not judged here.
 */
export function decide(
  plan: Plan,
  incident: IncidentState | null,
  event: RespondEvent,
  now: number,
  roster: Roster = NOBODY_ON_ROTATION,
): Decision {
  if (event.type === 'alert-fired') return alertFired({ plan, now, roster }, incident, event);
  if (incident === null) return nothing(incident, 'no-incident');

  const draft: Draft = { plan, now, roster, incident, timeline: [], effects: [] };
  return decisionOf(draft, answer(draft, event));
}

function answer(draft: Draft, event: Exclude<RespondEvent, { type: 'alert-fired' }>): DecisionReason {
  switch (event.type) {
    case 'alert-resolved':
      return alertResolved(draft, event);
    case 'acknowledged':
      return acknowledged(draft, event);
    case 'escalation-due':
      return escalate(draft, event);
    case 'page-delivered':
    case 'page-failed':
      return pageAnswered(draft, event);
    case 'resolve-requested':
      return resolveRequested(draft, event);
    case 'note':
      write(draft, 'note', event.text, {}, event.by);
      return 'noted';
    case 'run-finished': {
      const { runId, runbookId, commandId, outcome, exitCode } = event;
      const code = exitCode === null ? '' : `, exit status ${exitCode}`;
      const data = { runId, runbookId, commandId, outcome, exitCode };
      write(draft, 'run-finished', `${event.title}: ${outcome}${code}.`, data, event.by);
      return 'run-noted';
    }
  }
}

function alertFired(
  given: Pick<Draft, 'plan' | 'now' | 'roster'>,
  incident: IncidentState | null,
  event: Extract<RespondEvent, { type: 'alert-fired' }>,
): Decision {
  const rule = given.plan.rules.find((candidate) => candidate.id === event.ruleId);
  if (rule === undefined) return nothing(incident, 'unknown-rule');
  const isUnresolved = incident !== null && incident.phase !== 'resolved';
  const draft: Draft = {
    ...given,
    incident: isUnresolved ? incident : newIncident(given, rule),
    timeline: [],
    effects: [],
  };
  const reason = isUnresolved ? joinAlert(draft, rule, event) : openWith(draft, rule, event);
  return decisionOf(draft, reason);
}

function alertResolved(draft: Draft, event: Extract<RespondEvent, { type: 'alert-resolved' }>): DecisionReason {
  const { incident, now } = draft;
  const resolved = incident.alerts.find((alert) => alert.ruleId === event.ruleId && alert.resolvedAt === null);
  if (resolved === undefined) return 'alert-already-known';
  const alerts = incident.alerts.map((alert) => (alert === resolved ? { ...alert, resolvedAt: now } : alert));
  change(draft, { alerts });
  write(draft, 'alert-resolved', `${resolved.name} is well again.`, { ruleId: event.ruleId, value: event.value });
  if (incident.phase !== 'open' || alerts.some((alert) => alert.resolvedAt === null)) return 'alert-resolved';

  change(draft, { phase: 'recovered', recoveredAt: now });
  const text = 'Recovered: every alert is well again. The incident can be resolved.';
  write(draft, 'recovered', text);
  inform(draft, 'recovered', text);
  if (incident.ladder.next !== null) {
    // Nobody is woken for a system that is well again; if it fires again the ladder goes on from here.
    stop(draft, 'recovered');
    write(draft, 'escalation-stopped', 'Escalation stopped: nothing is wrong now. Nobody has acknowledged yet.');
  }
  return 'recovered';
}

function acknowledged(draft: Draft, event: Extract<RespondEvent, { type: 'acknowledged' }>): DecisionReason {
  const { incident, now } = draft;
  if (incident.phase === 'resolved') return 'already-resolved';
  if (incident.acknowledgement !== null) {
    if (incident.acknowledgement.by !== event.by) {
      write(draft, 'note', `${event.by} is on it too.`, { via: event.via }, event.by);
    }
    return 'already-acknowledged';
  }
  change(draft, {
    acknowledgement: { at: now, by: event.by, via: event.via },
    firstAcknowledgedAt: incident.firstAcknowledgedAt ?? now,
  });
  stop(draft, 'acknowledged');
  const text = `Acknowledged by ${event.by}.`;
  write(draft, 'acknowledged', text, { via: event.via, level: incident.ladder.level }, event.by);
  inform(draft, 'acknowledged', text);
  return 'acknowledged';
}

function pageAnswered(
  draft: Draft,
  event: Extract<RespondEvent, { type: 'page-delivered' | 'page-failed' }>,
): DecisionReason {
  const { incident, now } = draft;
  const page = incident.pages.find((candidate) => candidate.key === event.pageKey);
  if (page === undefined) return 'page-unknown';
  const { channel } = event;
  if (page.deliveredBy.includes(channel) || (event.type === 'page-failed' && page.failedBy.includes(channel))) {
    return 'delivery-already-known';
  }
  const isDelivered = event.type === 'page-delivered';
  const answered = isDelivered
    ? { ...page, deliveredAt: page.deliveredAt ?? now, deliveredBy: [...page.deliveredBy, channel] }
    : { ...page, failedBy: [...page.failedBy, channel] };
  change(draft, {
    pages: incident.pages.map((candidate) => (candidate === page ? answered : candidate)),
    firstPageDeliveredAt: incident.firstPageDeliveredAt ?? (isDelivered ? now : null),
  });
  const data = { pageKey: page.key, level: page.level, channel };
  if (isDelivered) {
    write(draft, 'page-delivered', `Page to ${page.recipient.role} delivered by ${channel}.`, data);
    return 'delivery-noted';
  }
  write(draft, 'page-failed', `Page to ${page.recipient.role} failed by ${channel}: ${event.error}`, data);
  const isCurrent = incident.ladder.round === page.round && incident.ladder.level === page.level;
  const isLost = answered.deliveredAt === null && page.channels.every((each) => answered.failedBy.includes(each));
  return isCurrent && isLost ? climbPastUnreachable(draft) : 'delivery-noted';
}

function resolveRequested(draft: Draft, event: Extract<RespondEvent, { type: 'resolve-requested' }>): DecisionReason {
  const { incident, now } = draft;
  if (incident.phase === 'resolved') return 'already-resolved';
  const isFiring = incident.alerts.some((alert) => alert.resolvedAt === null);
  if (isFiring && !event.force) return 'alert-still-firing';
  if (isFiring && (event.note ?? '').trim() === '') return 'force-needs-a-note';

  const { by, note } = event;
  change(draft, {
    phase: 'resolved',
    resolution: { at: now, by, note, forced: isFiring },
  });
  stop(draft, 'resolved');
  const text = `Resolved by ${by}${isFiring ? ' although an alert is firing' : ''}${note ? `: ${note}` : '.'}`;
  write(draft, 'resolved', text, { forced: isFiring }, by);
  inform(draft, 'resolved', text);
  return 'resolved';
}

function decisionOf(draft: Draft, reason: DecisionReason): Decision {
  const { timeline, effects } = draft;
  const isChanged = timeline.length > 0 || effects.length > 0;
  const incident = isChanged ? { ...draft.incident, revision: draft.incident.revision + 1 } : draft.incident;
  return { incident, timeline, effects, reason, sentence: sentenceOf(incident, reason) };
}

function nothing(incident: IncidentState | null, reason: DecisionReason): Decision {
  return { incident, timeline: [], effects: [], reason, sentence: sentenceOf(incident, reason) };
}

/** A refusal in words, with the way out. */
function sentenceOf(incident: IncidentState | null, reason: DecisionReason): string | null {
  switch (reason) {
    case 'alert-still-firing': {
      const firing = incident?.alerts.filter((alert) => alert.resolvedAt === null).map((alert) => alert.name);
      return `${firing?.join(', ')} is still firing; wait until it is well again, or resolve with force and a note.`;
    }
    case 'force-needs-a-note':
      return 'An alert is still firing; say in a note why the incident is resolved all the same.';
    case 'already-resolved':
      return 'The incident is resolved already.';
    case 'no-incident':
      return 'There is no such incident.';
    case 'unknown-rule':
      return 'The alert is not in the plan in force; the guide may have changed.';
    default:
      return null;
  }
}
