/**
 * An incident: one fault of one system, from the first alert to a person saying that it is over.
 *
 *     open ──every alert resolved──► recovered (can be resolved) ──a person──► resolved
 *      ▲ └──────────────a person, with a note─────────────────▲
 *      └──an alert fires again── recovered
 *
 * Acknowledged is beside the phase: somebody has taken it. Plain JSON; times are epoch milliseconds.
 */
type IncidentPhase = 'open' | 'recovered' | 'resolved';

export interface IncidentState {
  readonly id: string;
  /** Counts the decisions that changed it, from 1. */
  readonly revision: number;
  readonly systemId: string;
  readonly title: string;
  /** Level as the guide writes it. Rises while the incident lasts, never falls. */
  readonly severity: string;
  readonly phase: IncidentPhase;
  readonly openedAt: number;
  /** Of the current round; a reason to page again clears it. */
  readonly acknowledgement: Acknowledgement | null;
  /** These two stay, as evidence. */
  readonly firstPageDeliveredAt: number | null;
  readonly firstAcknowledgedAt: number | null;
  readonly recoveredAt: number | null;
  /** When people were last told that it recovered, or fired again. */
  readonly toldOfTurnAt: number | null;
  readonly resolution: Resolution | null;
  readonly alerts: readonly IncidentAlert[];
  readonly ladder: Ladder;
  /** Newest last; at most KEPT_PAGES, the timeline keeps all. */
  readonly pages: readonly Page[];
  /** Ids of runbooks to offer, best first. */
  readonly runbookIds: readonly string[];
}

interface Acknowledgement {
  readonly at: number;
  readonly by: string;
  /** How: link, web, command-line, … */
  readonly via: string;
}

interface Resolution {
  readonly at: number;
  readonly by: string;
  readonly note: string | null;
  /** True when an alert was still firing. */
  readonly forced: boolean;
}

export interface IncidentAlert {
  readonly ruleId: string;
  readonly name: string;
  readonly severity: string;
  /** Since when the condition was true before it fired. */
  readonly conditionSince: number | null;
  /** Last time it fired in this incident. */
  readonly firedAt: number;
  readonly resolvedAt: number | null;
  readonly value: number | null;
  readonly timesFired: number;
}

/**
 * Where the escalation stands. A round begins with the incident, and anew when there is a reason to page again; an
 * `escalation-due` of another round, level or attempt than the current one is out of date.
 */
export interface Ladder {
  readonly round: number;
  /** The level paged last. */
  readonly level: number;
  /** 1 for the first page of the level in the round; the last level is paged again when it does not answer. */
  readonly attempt: number;
  /** When that page was decided. */
  readonly pagedAt: number;
  /** null while escalation is stopped. */
  readonly next: NextStep | null;
  readonly stopped: 'acknowledged' | 'recovered' | 'resolved' | 'nobody-answered' | 'nobody-to-page' | null;
}

/** Who is paged next unless somebody acknowledges, and since when the wait counts. */
export interface NextStep {
  readonly dueAt: number;
  /** The same level again, where it is the last. */
  readonly toLevel: number;
  readonly afterSeconds: number;
  readonly countedFrom: number;
  /** The escalation commitment; null where the guide says no time for it. */
  readonly commitmentId: string | null;
}

export interface Page {
  /** The effect's idempotency key. */
  readonly key: string;
  readonly round: number;
  readonly level: number;
  readonly attempt: number;
  readonly recipient: Recipient;
  readonly channels: readonly PageChannel[];
  readonly decidedAt: number;
  /** First delivery on any channel. */
  readonly deliveredAt: number | null;
  readonly deliveredBy: readonly string[];
  readonly failedBy: readonly string[];
  /** The escalation step that led to it; null for the first page of a round. */
  readonly step: NextStep | null;
}

export interface Recipient {
  /** The guide's role, or the rotation's member on call. */
  readonly role: string;
  readonly email: string | null;
  readonly webhook: string | null;
}

export type PageChannel = 'email' | 'webhook';

export const KEPT_PAGES = 60;
