/** A dated record that a commitment held or failed. Rows; times are epoch milliseconds. */
export interface EvidenceRecord {
  readonly commitmentId: string;
  readonly at: number;
  readonly kind: EvidenceKind;
  readonly outcome: 'held' | 'failed';
  /** A few words: "fired after 2 min 3 s, paged On-Call Engineer". */
  readonly detail: string;
  /** How long it took, and how long the guide allows, in seconds; null where it is no matter of time. */
  readonly measuredSeconds: number | null;
  readonly allowedSeconds: number | null;
  readonly incidentId: string | null;
}

export type EvidenceKind = 'fired' | 'paged' | 'escalated' | 'acknowledged' | 'restored' | 'run' | 'drill';

/** The newest record, or the newest of one kind. */
export function newest(evidence: readonly EvidenceRecord[], kind?: EvidenceKind): EvidenceRecord | null {
  let found: EvidenceRecord | null = null;
  for (const record of evidence) {
    if ((kind === undefined || record.kind === kind) && (found === null || record.at > found.at)) found = record;
  }
  return found;
}
