import type { Commitment } from '../plan/commitment.ts';
import { type EvidenceRecord, newest } from './evidence.ts';
import { evidenceFreshSeconds } from './freshness.ts';
import { isOlder, joined, proof } from './margin.ts';
import type { Proof, ProofInput } from './proof.ts';
import { clockTime, durationInWords } from './words.ts';

/** What people do is proved by their having done it, until that is too long ago. */
export function proveByDeeds(input: ProofInput, commitment: Commitment): Proof {
  const { evidence, now } = input;
  const last = decisive(evidence);
  const freshSeconds = evidenceFreshSeconds(commitment.kind);
  if (last === null)
    return proof(input, { state: 'unproven', summary: NOT_YET[commitment.kind] ?? 'nothing shows it yet' });
  const seen = {
    evidenceAt: last.at,
    since: last.at,
    provenAt: last.outcome === 'held' ? last.at : null,
    value:
      last.measuredSeconds === null
        ? null
        : { number: last.measuredSeconds, unit: 's', text: durationInWords(last.measuredSeconds * 1000) },
    threshold:
      last.allowedSeconds === null
        ? null
        : { number: last.allowedSeconds, unit: 's', text: `of ${durationInWords(last.allowedSeconds * 1000)}` },
  };
  const summary = last.detail;
  if (last.outcome === 'failed') return proof(input, { ...seen, state: 'failing', summary });
  if (freshSeconds !== null && isOlder(last.at, now, freshSeconds)) {
    const due = `due every ${freshSeconds / 86_400} days`;
    return proof(input, { ...seen, state: 'stale', summary: joined('not proven since', due) });
  }
  return proof(input, { ...seen, state: 'holds', summary });
}

export function proveRotation(input: ProofInput): Proof {
  const { shift, now, plan } = input;
  if (shift === null) return proof(input, { state: 'failing', summary: 'nobody is on call' });
  const summary = `${shift.member} until ${clockTime(shift.until, now, plan.timeZone)}`;
  return proof(input, { state: 'holds', evidenceAt: now, summary });
}

/** Of the newest occasion, what failed counts before what held. */
function decisive(evidence: readonly EvidenceRecord[]): EvidenceRecord | null {
  const last = newest(evidence);
  if (last === null || last.incidentId === null) return last;
  const failed = evidence.filter((record) => record.incidentId === last.incidentId && record.outcome === 'failed');
  return newest(failed) ?? last;
}

const NOT_YET: Partial<Record<Commitment['kind'], string>> = {
  severity: 'no incident of this class yet',
  escalation: 'never needed yet · rehearse to try it',
  contact: 'not reached yet',
  runbook: 'never run yet',
  procedure: 'never run yet',
  command: 'never run yet',
  backup: 'no drill has restored it yet',
  recovery: 'no drill has measured it yet',
};
