import type { AlertRule } from '../plan/plan.ts';
import { announce, change, type Draft, inform, write } from './draft.ts';
import { rankOf } from './escalation-step.ts';
import type { DecisionReason, RespondEvent } from './event.ts';
import type { IncidentAlert, IncidentState } from './incident.ts';
import { beginRound, resume, waitNoLongerThan } from './ladder.ts';

/** Whoever acknowledged less than this ago is taken to be still at it, and is told rather than paged. */
const STILL_AT_IT_SECONDS = 30 * 60;
/** A level that was paged less than this ago is not paged again for an alert that comes and goes. */
const SETTLING_SECONDS = 5 * 60;

type AlertFired = Extract<RespondEvent, { type: 'alert-fired' }>;

/** What an incident is before its first alert. */
export function newIncident(draft: Pick<Draft, 'plan' | 'now'>, rule: AlertRule): IncidentState {
  return {
    // One system has one unresolved incident, so its opening time names it, and a replay gives the same name.
    id: `${draft.plan.systemId}-${draft.now.toString(36)}`,
    revision: 0,
    systemId: draft.plan.systemId,
    title: rule.name,
    severity: rule.severity,
    phase: 'open',
    openedAt: draft.now,
    acknowledgement: null,
    firstPageDeliveredAt: null,
    firstAcknowledgedAt: null,
    recoveredAt: null,
    toldOfTurnAt: null,
    resolution: null,
    alerts: [],
    ladder: { round: 0, level: 0, attempt: 0, pagedAt: draft.now, next: null, stopped: null },
    pages: [],
    runbookIds: [],
  };
}

export function openWith(draft: Draft, rule: AlertRule, event: AlertFired): DecisionReason {
  addAlert(draft, rule, event);
  const text = `${rule.name}: incident opened, ${rule.severity}.`;
  write(draft, 'opened', text, { ruleId: rule.id, severity: rule.severity, value: event.value });
  announce(draft, 'opened', text);
  beginRound(draft);
  return 'opened';
}

/** One fault is one incident: an alert that fires while the incident is not resolved belongs to it. */
export function joinAlert(draft: Draft, rule: AlertRule, event: AlertFired): DecisionReason {
  const before = draft.incident;
  if (before.alerts.some((alert) => alert.ruleId === rule.id && alert.resolvedAt === null))
    return 'alert-already-known';

  addAlert(draft, rule, event);
  change(draft, { phase: 'open', recoveredAt: null });
  write(draft, 'alert-fired', `${rule.name} fires.`, { ruleId: rule.id, severity: rule.severity, value: event.value });
  if (rankOf(draft.plan, rule.severity) < rankOf(draft.plan, before.severity)) return raise(draft, rule, before);
  if (before.phase === 'recovered') return reopen(draft, rule);

  announce(draft, 'alert-joined', `${rule.name} joined.`);
  const gaveUp = before.ladder.stopped === 'nobody-answered' || before.ladder.stopped === 'nobody-to-page';
  if (gaveUp && hasSettled(draft)) beginRound(draft);
  return 'joined';
}

/** A worse fault than was acknowledged, or than was paged for, pages anew; it never makes anybody wait longer. */
function raise(draft: Draft, rule: AlertRule, before: IncidentState): DecisionReason {
  change(draft, { severity: rule.severity, title: rule.name, acknowledgement: null });
  const text = `Severity raised from ${before.severity} to ${rule.severity}: ${rule.name}.`;
  write(draft, 'severity-raised', text, { from: before.severity, to: rule.severity, ruleId: rule.id });
  announce(draft, 'severity-raised', text);
  const level = before.acknowledgement === null && before.ladder.next !== null ? before.ladder.level : undefined;
  beginRound(draft, level);
  waitNoLongerThan(draft, before.ladder.next);
  return 'joined-raising-severity';
}

function reopen(draft: Draft, rule: AlertRule): DecisionReason {
  const { acknowledgement, ladder } = draft.incident;
  const isStillAtIt = acknowledgement !== null && draft.now - acknowledgement.at < STILL_AT_IT_SECONDS * 1000;
  const text = `Fires again after recovery: ${rule.name}.`;
  if (isStillAtIt) {
    write(draft, 'reopened', `${text} ${acknowledgement.by} acknowledged recently and is told, not paged.`);
    inform(draft, 'reopened', text);
    return 'reopened';
  }
  write(draft, 'reopened', text);
  announce(draft, 'reopened', text);
  change(draft, { acknowledgement: null });
  if (acknowledgement === null && ladder.stopped === 'recovered' && !hasSettled(draft)) resume(draft);
  else beginRound(draft, acknowledgement === null && ladder.stopped === 'recovered' ? ladder.level : undefined);
  return 'reopened';
}

function hasSettled(draft: Draft): boolean {
  return draft.now - draft.incident.ladder.pagedAt >= SETTLING_SECONDS * 1000;
}

function addAlert(draft: Draft, rule: AlertRule, event: AlertFired): void {
  const { incident, now } = draft;
  const earlier = incident.alerts.find((alert) => alert.ruleId === rule.id);
  const alert: IncidentAlert = {
    ruleId: rule.id,
    name: rule.name,
    severity: rule.severity,
    conditionSince: event.conditionSince,
    firedAt: now,
    resolvedAt: null,
    value: event.value,
    timesFired: (earlier?.timesFired ?? 0) + 1,
  };
  change(draft, {
    alerts: [...incident.alerts.filter((other) => other !== earlier), alert],
    runbookIds: [...new Set([...incident.runbookIds, ...rule.runbookIds])],
  });
}
