import type { CommitmentChange as ShownChange, PartChange as ShownPart } from '../../api/contract/editing.ts';
import type { CommitmentChange, PlanDifference } from '../../plan/diff-plan.ts';
import type { PlannedCommitment } from '../../plan/plan.ts';

/** A difference of two plans as the wire and `runproof plan --json` show it. */
export function shownChanges({ commitments, parts }: Pick<PlanDifference, 'commitments' | 'parts'>): {
  commitments: ShownChange[];
  parts: ShownPart[];
} {
  return {
    commitments: commitments.flatMap(shownChange),
    parts: parts.map((part) => ({ ...part, fields: [...part.fields] })),
  };
}

function shownChange({ change, before, after, fields }: CommitmentChange): ShownChange[] {
  const shown = after ?? before;
  if (shown === null) return [];
  const { kind, line, text } = shown.commitment;
  return [{ change, kind, line, text, before: side(before), after: side(after), fields: [...fields] }];
}

function side(planned: PlannedCommitment | null): ShownChange['before'] {
  if (planned === null) return null;
  const { id, line, text } = planned.commitment;
  return { id, line, text, standing: planned.standing.state };
}
