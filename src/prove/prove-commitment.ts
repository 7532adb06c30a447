import { proof } from './margin.ts';
import type { Proof, ProofInput } from './proof.ts';
import { proveAlert } from './prove-alert.ts';
import { proveByDeeds, proveRotation } from './prove-deeds.ts';
import { proveBudget, proveCheck, proveMetric, proveObjective } from './prove-readings.ts';

/** The state one commitment wears, and why. Nothing is `holds` for lack of evidence. */
export function proveCommitment(input: ProofInput): Proof {
  const { commitment, standing } = input.planned;
  if (standing.state === 'stated') return proof(input, { state: 'stated', summary: '' });
  if (standing.state === 'needs-input') return proof(input, { state: 'needs-input', summary: standing.hint });
  switch (commitment.kind) {
    case 'check':
      return proveCheck(input, commitment);
    case 'metric':
      return proveMetric(input, commitment);
    case 'alert':
      return proveAlert(input, commitment);
    case 'objective':
      return proveObjective(input, commitment.sli);
    case 'error-budget':
      return proveBudget(input);
    case 'rotation':
      return proveRotation(input);
    default:
      return proveByDeeds(input, commitment);
  }
}
