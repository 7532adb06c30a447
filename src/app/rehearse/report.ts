/** What `runproof rehearse` found; plain JSON. */
export interface RehearsalReport {
  readonly systemId: string;
  readonly systemName: string;
  readonly days: number;
  readonly seed: number;
  /** Epoch milliseconds of simulated time. */
  readonly from: number;
  readonly until: number;
  readonly rows: readonly RehearsalRow[];
  /** What must hold whatever the guide says. */
  readonly rules: readonly RehearsalRule[];
  readonly faults: number;
  readonly incidents: number;
  readonly pages: number;
  readonly looks: number;
  readonly quietLooksSkipped: number;
  /** How many rows and rules are not as they should be. */
  readonly findings: number;
  /** No findings. What could not be tried is not one. */
  readonly ok: boolean;
}

export interface RehearsalRow {
  readonly commitmentId: string;
  readonly kind: 'alert' | 'escalation';
  /** In the guide. */
  readonly line: number;
  readonly name: string;
  readonly verdict: Verdict;
  /** The longest of all plays: from the fault, or the page, to the page that must follow. */
  readonly measuredSeconds: number | null;
  /** What the guide says, and what lies between its time and the page: one sample and 5 seconds. */
  readonly allowedSeconds: number | null;
  readonly plays: number;
  readonly note: string;
}

/**
 * `late`: paged, but later than the guide says. `early`: before the guide says. `silent`: a fault that must fire did not.
 * `unpaged`: it fired and nobody was reached. `false-alarm`: a fault shorter than the window fired. `overridden`: another
 * statement of the guide comes first, so this one never counts. `no-time`: the guide says no time; the default counts.
 */
export type Verdict =
  | 'within'
  | 'late'
  | 'early'
  | 'silent'
  | 'unpaged'
  | 'false-alarm'
  | 'overridden'
  | 'no-time'
  | 'not-played'
  | 'needs-input';

export interface RehearsalRule {
  readonly name: string;
  readonly state: 'holds' | 'broken' | 'not-tried';
  readonly detail: string;
}

/** Verdicts that say the system would not do what the guide says. */
export const FINDINGS: ReadonlySet<Verdict> = new Set(['late', 'early', 'silent', 'unpaged', 'false-alarm']);
