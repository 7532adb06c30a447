import type { PageChannel, Recipient } from './incident.ts';

/** What can happen to an incident. All but `alert-fired` need one. */
export type RespondEvent =
  | {
      readonly type: 'alert-fired';
      readonly ruleId: string;
      readonly value: number | null;
      readonly conditionSince: number | null;
    }
  | { readonly type: 'alert-resolved'; readonly ruleId: string; readonly value: number | null }
  | { readonly type: 'acknowledged'; readonly by: string; readonly via: string }
  | EscalationDue
  | { readonly type: 'page-delivered'; readonly pageKey: string; readonly level: number; readonly channel: PageChannel }
  | {
      /** For good: the queue has given up. */
      readonly type: 'page-failed';
      readonly pageKey: string;
      readonly level: number;
      readonly channel: PageChannel;
      readonly error: string;
    }
  | {
      readonly type: 'resolve-requested';
      readonly by: string;
      readonly note: string | null;
      /** Resolve although an alert is still firing; needs a note. */
      readonly force: boolean;
    }
  | { readonly type: 'note'; readonly by: string; readonly text: string }
  | {
      readonly type: 'run-finished';
      readonly runId: string;
      readonly by: string;
      /** What ran, as the guide calls it. */
      readonly title: string;
      readonly runbookId: string | null;
      readonly commandId: string | null;
      readonly outcome: 'succeeded' | 'failed' | 'interrupted';
      readonly exitCode: number | null;
    };

/** Comes back from the queue as the `escalate` effect carried it. */
export interface EscalationDue {
  readonly type: 'escalation-due';
  readonly fromLevel: number;
  readonly round: number;
  readonly attempt: number;
}

/** Rows for the durable queue. The key makes storing one twice harmless; `dueAt` is epoch milliseconds. */
export type Effect = PageEffect | EscalateEffect | NotifyEffect | WebhookEffect;

interface EffectBase {
  readonly idempotencyKey: string;
  readonly dueAt: number;
}

export interface PageEffect extends EffectBase {
  readonly kind: 'page';
  readonly payload: {
    readonly incidentId: string;
    readonly level: number;
    readonly round: number;
    readonly attempt: number;
    readonly recipient: Recipient;
    readonly channels: readonly PageChannel[];
  };
}

export interface EscalateEffect extends EffectBase {
  readonly kind: 'escalate';
  readonly payload: { readonly incidentId: string; readonly event: EscalationDue };
}

/** Information for people who were paged; nobody need act on it. */
export interface NotifyEffect extends EffectBase {
  readonly kind: 'notify';
  readonly payload: {
    readonly incidentId: string;
    readonly news: IncidentNews;
    readonly text: string;
    readonly recipients: readonly Recipient[];
  };
}

/** The system's webhook. Present only where the bindings have one. */
export interface WebhookEffect extends EffectBase {
  readonly kind: 'webhook';
  readonly payload: {
    readonly incidentId: string;
    readonly type: `incident.${IncidentNews}`;
    readonly text: string;
  };
}

export type IncidentNews =
  | 'opened'
  | 'alert-joined'
  | 'severity-raised'
  | 'reopened'
  | 'escalated'
  | 'unanswered'
  | 'acknowledged'
  | 'recovered'
  | 'resolved';

export interface TimelineEntry {
  readonly at: number;
  readonly kind:
    | IncidentNews
    | 'alert-fired'
    | 'alert-resolved'
    | 'paged'
    | 'page-delivered'
    | 'page-failed'
    | 'page-impossible'
    | 'escalation-stopped'
    | 'run-finished'
    | 'note';
  /** One sentence for the incident page. */
  readonly text: string;
  /** Who did it; null for Runproof. */
  readonly by: string | null;
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
}

/** Named, so that a caller can say why nothing happened. */
export type DecisionReason =
  | 'opened'
  | 'joined'
  | 'joined-raising-severity'
  | 'reopened'
  | 'alert-already-known'
  | 'alert-resolved'
  | 'recovered'
  | 'acknowledged'
  | 'already-acknowledged'
  | 'escalated'
  | 'paged-again'
  | 'nobody-answered'
  | 'escalation-out-of-date'
  | 'escalation-early'
  | 'delivery-noted'
  | 'delivery-already-known'
  | 'page-unknown'
  | 'skipped-unreachable-level'
  | 'resolved'
  | 'alert-still-firing'
  | 'force-needs-a-note'
  | 'already-resolved'
  | 'noted'
  | 'run-noted'
  | 'no-incident'
  | 'unknown-rule';

/** The refusals among the reasons: a person asked for something that was not done. */
export const REFUSALS: ReadonlySet<DecisionReason> = new Set([
  'alert-still-firing',
  'force-needs-a-note',
  'already-resolved',
  'no-incident',
  'unknown-rule',
]);

/**
 * Who of the rotation's members is on call at an instant (epoch milliseconds); null where there is no rotation. Their
 * address is the one of the escalation level that names them.
 */
export interface Roster {
  onCall(at: number): string | null;
}
