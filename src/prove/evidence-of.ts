import type { EscalationStep, Plan } from '../plan/plan.ts';
import type { EvidenceRecord } from './evidence.ts';
import { durationInWords } from './words.ts';

/** What is used of an incident. Times are epoch milliseconds. */
export interface FinishedIncident {
  readonly id: string;
  readonly severity: string;
  readonly openedAt: number;
  readonly firstPageDeliveredAt: number | null;
  readonly firstAcknowledgedAt: number | null;
  readonly recoveredAt: number | null;
  readonly resolution: { readonly at: number } | null;
  readonly alerts: readonly {
    readonly ruleId: string;
    readonly conditionSince: number | null;
    readonly firedAt: number;
    readonly resolvedAt: number | null;
  }[];
  readonly pages: readonly {
    readonly level: number;
    readonly recipient: { readonly role: string };
    readonly decidedAt: number;
    readonly deliveredAt: number | null;
    readonly deliveredBy: readonly string[];
    readonly step: {
      readonly commitmentId: string | null;
      readonly countedFrom: number;
      readonly afterSeconds: number;
    } | null;
  }[];
}

export interface TimelineLine {
  readonly at: number;
  readonly kind: string;
  readonly text: string;
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
}

/** What lies between the guide's time and the page: one look, and the queue. */
const FIRING_TOLERANCE_SECONDS = 5;
const ESCALATION_TOLERANCE_SECONDS = 60;

/** The evidence that an incident leaves, once it is resolved, on the commitments that it involved. */
export function evidenceOf(
  plan: Plan,
  incident: FinishedIncident,
  timeline: readonly TimelineLine[],
): EvidenceRecord[] {
  const records = [
    ...alertEvidence(plan, incident),
    ...severityEvidence(plan, incident, timeline),
    ...escalationEvidence(plan, incident),
    ...contactEvidence(plan, incident),
    ...runEvidence(plan, timeline),
  ];
  return records.map((record) => ({ ...record, incidentId: incident.id }));
}

type Finding = Omit<EvidenceRecord, 'incidentId'>;

function alertEvidence(plan: Plan, incident: FinishedIncident): Finding[] {
  const firstPage = incident.pages.find((page) => page.deliveredAt !== null);
  return incident.alerts.flatMap((alert) => {
    const rule = plan.rules.find((candidate) => candidate.id === alert.ruleId);
    if (rule === undefined) return [];
    // A window rule looks back over its window, so when the fault began is not known.
    const isHeld = rule.mode === 'hold' && alert.conditionSince !== null;
    const measuredSeconds = isHeld ? (alert.firedAt - (alert.conditionSince ?? 0)) / 1000 : null;
    const allowedSeconds = isHeld ? rule.windowSeconds + rule.evaluateEverySeconds + FIRING_TOLERANCE_SECONDS : null;
    const isLate = measuredSeconds !== null && allowedSeconds !== null && measuredSeconds > allowedSeconds;
    const paged = firstPage === undefined ? 'nobody was paged' : `paged ${firstPage.recipient.role}`;
    const after = measuredSeconds === null ? 'fired' : `fired after ${durationInWords(measuredSeconds * 1000)}`;
    const fired: Finding = {
      commitmentId: rule.id,
      at: alert.firedAt,
      kind: 'fired',
      outcome: firstPage !== undefined && !isLate ? 'held' : 'failed',
      detail: `${after}, ${paged}`,
      measuredSeconds,
      allowedSeconds,
    };
    const answered = answerEvidence(incident, alert.firedAt).map((found) => ({ ...found, commitmentId: rule.id }));
    if (alert.resolvedAt === null) return [fired, ...answered];
    const lastedSeconds = (alert.resolvedAt - alert.firedAt) / 1000;
    const detail = `well again after ${durationInWords(lastedSeconds * 1000)}`;
    const restored = { ...timed('restored', alert.resolvedAt, lastedSeconds, null), detail, commitmentId: rule.id };
    return [fired, ...answered, restored];
  });
}

/** When an alert that fired at `firedAt` reached somebody, and when it was taken. One that joined later found them at it. */
function answerEvidence(incident: FinishedIncident, firedAt: number): Omit<Finding, 'commitmentId'>[] {
  const page = incident.pages.find(({ deliveredAt }) => deliveredAt !== null && deliveredAt >= firedAt);
  const findings: Omit<Finding, 'commitmentId'>[] = [];
  if (page?.deliveredAt != null) {
    const seconds = (page.deliveredAt - firedAt) / 1000;
    const detail = `${page.recipient.role} reached by ${page.deliveredBy.join(' and ')} after ${durationInWords(seconds * 1000)}`;
    findings.push({ ...timed('paged', page.deliveredAt, seconds, null), detail });
  }
  const takenAt = incident.firstAcknowledgedAt;
  if (takenAt !== null && takenAt >= firedAt) {
    const seconds = (takenAt - firedAt) / 1000;
    const detail = `acknowledged after ${durationInWords(seconds * 1000)}`;
    findings.push({ ...timed('acknowledged', takenAt, seconds, null), detail });
  }
  return findings;
}

/** Acknowledged, and restored, within what the severity promises; on every statement of that severity in the guide. */
function severityEvidence(plan: Plan, incident: FinishedIncident, timeline: readonly TimelineLine[]): Finding[] {
  const severity = plan.severities.find((candidate) => candidate.level === incident.severity);
  if (severity === undefined) return [];
  const raised = timeline.findLast((line) => line.kind === 'severity-raised' && line.data.to === incident.severity);
  const since = raised?.at ?? incident.openedAt;
  const answeredAt = firstFrom(since, timeline) ?? incident.firstAcknowledgedAt ?? incident.resolution?.at ?? null;
  const restoredAt = incident.recoveredAt ?? incident.resolution?.at ?? null;
  const findings: Omit<Finding, 'commitmentId'>[] = [];
  if (answeredAt !== null) {
    const seconds = Math.max(0, (answeredAt - since) / 1000);
    const answered = timed('acknowledged', answeredAt, seconds, severity.responseSeconds);
    findings.push({ ...answered, detail: `answered in ${durationInWords(seconds * 1000)}` });
  }
  if (restoredAt !== null && severity.resolutionSeconds !== null) {
    const seconds = Math.max(0, (restoredAt - since) / 1000);
    const restored = timed('restored', restoredAt, seconds, severity.resolutionSeconds);
    findings.push({ ...restored, detail: `restored in ${durationInWords(seconds * 1000)}` });
  }
  const statements = plan.commitments.filter(
    ({ commitment }) =>
      commitment.kind === 'severity' && commitment.level.trim().toLowerCase() === severity.level.toLowerCase(),
  );
  return statements.flatMap(({ commitment }) => findings.map((found) => ({ ...found, commitmentId: commitment.id })));
}

/** Only the steps that were needed: an early acknowledgement says nothing of the next level. */
function escalationEvidence(plan: Plan, incident: FinishedIncident): Finding[] {
  return incident.pages.flatMap((page) => {
    const { step } = page;
    if (step === null || step.commitmentId === null) return [];
    const seconds = (page.decidedAt - step.countedFrom) / 1000;
    const arrived = page.deliveredAt === null ? 'but the page did not arrive' : 'and the page arrived';
    const found = timed('escalated', page.decidedAt, seconds, step.afterSeconds + ESCALATION_TOLERANCE_SECONDS);
    return sameSteps(plan, step.commitmentId).map((commitmentId) => ({
      ...found,
      commitmentId,
      allowedSeconds: step.afterSeconds,
      outcome: page.deliveredAt === null ? ('failed' as const) : found.outcome,
      detail: `${page.recipient.role} paged after ${durationInWords(seconds * 1000)}, ${arrived}`,
    }));
  });
}

/** A guide may state one step more than once. */
function sameSteps(plan: Plan, commitmentId: string): string[] {
  const { steps } = plan.escalation;
  const step = steps.find((candidate) => candidate.commitmentId === commitmentId);
  if (step === undefined) return [commitmentId];
  const isSame = (other: EscalationStep): boolean =>
    other.fromLevel === step.fromLevel &&
    other.toLevel === step.toLevel &&
    other.severity === step.severity &&
    other.afterSeconds === step.afterSeconds;
  return steps.filter(isSame).flatMap((same) => (same.commitmentId === null ? [] : [same.commitmentId]));
}

function contactEvidence(plan: Plan, incident: FinishedIncident): Finding[] {
  const byContact = new Map<string, Finding>();
  for (const page of incident.pages) {
    const level = plan.escalation.levels.find(
      (candidate) => candidate.level === page.level && candidate.role === page.recipient.role,
    );
    if (level === undefined || level.commitmentId === null) continue;
    const isReached = page.deliveredAt !== null;
    const seconds = isReached ? ((page.deliveredAt ?? 0) - page.decidedAt) / 1000 : null;
    byContact.set(level.commitmentId, {
      commitmentId: level.commitmentId,
      at: page.deliveredAt ?? page.decidedAt,
      kind: 'paged',
      outcome: isReached ? 'held' : 'failed',
      detail: isReached ? `reached by ${page.deliveredBy.join(' and ')}` : 'no page arrived',
      measuredSeconds: seconds,
      allowedSeconds: null,
    });
  }
  return [...byContact.values()];
}

/** A runbook is proved by its commands having run; an interrupted run proves nothing. */
function runEvidence(plan: Plan, timeline: readonly TimelineLine[]): Finding[] {
  const known = new Set(plan.commitments.map(({ commitment }) => commitment.id));
  return timeline.flatMap((line) => {
    if (line.kind !== 'run-finished' || line.data.outcome === 'interrupted') return [];
    const hasSucceeded = line.data.outcome === 'succeeded';
    const detail = hasSucceeded ? 'ran during an incident' : `failed with exit status ${line.data.exitCode}`;
    const found = { at: line.at, kind: 'run' as const, detail, measuredSeconds: null, allowedSeconds: null };
    const outcome = hasSucceeded ? ('held' as const) : ('failed' as const);
    return [line.data.commandId, line.data.runbookId]
      .filter((id): id is string => typeof id === 'string' && known.has(id))
      .map((commitmentId) => ({ ...found, outcome, commitmentId }));
  });
}

function firstFrom(since: number, timeline: readonly TimelineLine[]): number | null {
  return timeline.find((line) => line.kind === 'acknowledged' && line.at >= since)?.at ?? null;
}

function timed(
  kind: EvidenceRecord['kind'],
  at: number,
  measuredSeconds: number,
  allowedSeconds: number | null,
): Omit<Finding, 'commitmentId' | 'detail'> {
  const outcome = allowedSeconds === null || measuredSeconds <= allowedSeconds ? 'held' : 'failed';
  return { at, kind, outcome, measuredSeconds, allowedSeconds };
}
