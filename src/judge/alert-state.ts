import type { Reading } from './reading.ts';

/**
 * The phases of an alert:
 *
 *     inactive ──true──► pending ──held long enough──► firing ──false long enough──► resolved (inactive again)
 *        ▲                  │ false                       │ no data: stays firing, `noDataSince` is set
 *        └──────────────────┘
 *     inactive, pending ──no data──► no-data ──data──► inactive or pending
 *
 * Losing sight of a fault is not its end, so a firing alert never becomes `no-data`.
 */
export type AlertPhase = 'inactive' | 'pending' | 'firing' | 'no-data';

/** Plain JSON, stored after every look, so that a hold goes on across a restart. Times are epoch milliseconds. */
export interface AlertState {
  readonly ruleId: string;
  readonly phase: AlertPhase;
  /** When the phase began. */
  readonly since: number;
  /** Since when the condition has been true without interruption; kept while firing. */
  readonly conditionSince: number | null;
  /** When it fired; null unless firing. */
  readonly firedAt: number | null;
  /** While firing: since when the condition has been false. */
  readonly clearSince: number | null;
  /** Since when there has been no data; null while there is. */
  readonly noDataSince: number | null;
  /** Since when looks have followed one another without a gap. Silence from before is not held against the system. */
  readonly watchingSince: number;
  readonly lastLookAt: number;
  /** When the newest sample ever seen was taken; null before the first. */
  readonly lastHeardAt: number | null;
  /** The last reading that had data. */
  readonly lastReading: Reading | null;
  /** Stays after it resolved. */
  readonly lastFiredAt: number | null;
  readonly lastResolvedAt: number | null;
}

export type AlertReason =
  | 'condition-false'
  | 'condition-began'
  | 'holding'
  | 'held-long-enough'
  | 'over-threshold-in-window'
  | 'still-firing'
  | 'clearing'
  | 'clear-long-enough'
  | 'condition-ended-early'
  | 'listening-too-short'
  | 'data-late'
  | 'no-data'
  | 'firing-without-data'
  | 'data-returned';

/** `resolved` is `inactive` again after firing. */
export type AlertTransitionTarget = AlertPhase | 'resolved';

export interface AlertTransition {
  readonly ruleId: string;
  readonly from: AlertPhase;
  readonly to: AlertTransitionTarget;
  readonly at: number;
  readonly reason: AlertReason;
  /** The value that decided it, in the rule's unit. */
  readonly value: number | null;
  /** Since when the condition had been true, for `firing`. */
  readonly conditionSince: number | null;
}

export function initialAlertState(ruleId: string, now: number): AlertState {
  return {
    ruleId,
    phase: 'inactive',
    since: now,
    conditionSince: null,
    firedAt: null,
    clearSince: null,
    noDataSince: null,
    watchingSince: now,
    lastLookAt: now,
    lastHeardAt: null,
    lastReading: null,
    lastFiredAt: null,
    lastResolvedAt: null,
  };
}
