import type { Plan, PlannedCommitment } from '../plan/plan.ts';
import type { EvidenceRecord } from './evidence.ts';

/**
 * The state a commitment wears. `holds` needs fresh evidence; `unproven` has none yet; `stale` has evidence that is too
 * old; `stated` is a fact with nothing to prove.
 */
type ProofState = 'holds' | 'failing' | 'stale' | 'unproven' | 'needs-input' | 'stated';

export interface Proof {
  readonly commitmentId: string;
  readonly state: ProofState;
  readonly value: Figure | null;
  readonly threshold: Figure | null;
  /** When the state began, epoch milliseconds; null where that is not known. */
  readonly since: number | null;
  /** When the newest evidence is from. */
  readonly evidenceAt: number | null;
  /** For an alert: when it last really fired and somebody was paged. */
  readonly provenAt: number | null;
  /** A few words for the margin, without the ages that `since` and `evidenceAt` give: "fires in 5 min 3 s, proven". */
  readonly summary: string;
}

export interface Figure {
  readonly number: number | null;
  readonly unit: string | null;
  /** As the margin shows it: "1 412 ms", "of 1 000 ms", "daily". */
  readonly text: string;
}

/** All that is known about one commitment. What does not apply is null. Times are epoch milliseconds. */
export interface ProofInput {
  readonly plan: Plan;
  readonly planned: PlannedCommitment;
  readonly now: number;
  /** The newest look: a probe's result for a check, the indicator's for a metric. */
  readonly look: Look | null;
  readonly alert: AlertLook | null;
  readonly objective: ObjectiveLook | null;
  readonly budget: BudgetLook | null;
  readonly shift: { readonly member: string; readonly until: number } | null;
  readonly evidence: readonly EvidenceRecord[];
}

export interface Look {
  readonly at: number;
  /** Latency in milliseconds for a check, else in the indicator's unit. */
  readonly value: number | null;
  readonly ok: boolean | null;
  readonly samples: number;
  /** Why a probe failed. */
  readonly message?: string | null;
  /** Since when it has had this outcome. */
  readonly since?: number | null;
}

/** What is used of an alert's state. */
export interface AlertLook {
  readonly phase: 'inactive' | 'pending' | 'firing' | 'no-data';
  readonly since: number;
  readonly conditionSince: number | null;
  readonly noDataSince: number | null;
  readonly lastLookAt: number;
  readonly lastReading: Look | null;
  /** The page that went out for it, while it fires. */
  readonly page?: { readonly role: string; readonly at: number } | null;
}

export interface ObjectiveLook {
  readonly state: 'met' | 'missed' | 'no-data';
  readonly value: number | null;
  readonly at: number;
}

export interface BudgetLook {
  readonly allowedSeconds: number;
  readonly remainingShare: number;
  readonly remainingSeconds: number;
  readonly burnRate: number | null;
  readonly at: number;
}
