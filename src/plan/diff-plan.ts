import type { Commitment } from './commitment.ts';
import { type FieldChange, fieldChanges } from './diff-fields.ts';
import { diffParts, type PartChange } from './diff-parts.ts';
import type { Plan, PlannedCommitment } from './plan.ts';

/** One commitment that is in one plan only, or means something else in the other. */
export interface CommitmentChange {
  readonly change: 'added' | 'changed' | 'removed';
  /** null for an added one. */
  readonly before: PlannedCommitment | null;
  /** null for a removed one. */
  readonly after: PlannedCommitment | null;
  /** Of a changed one: what differs, ready to read. */
  readonly fields: readonly FieldChange[];
}

/** What applying one plan after another changes. Where a statement stands and how it is worded changes nothing. */
export interface PlanDifference {
  /** In the order of their lines. */
  readonly commitments: readonly CommitmentChange[];
  /** What the bindings change beside the commitments: addresses, people, settings. */
  readonly parts: readonly PartChange[];
  /** Commitments that stay as they are. */
  readonly unchanged: number;
}

/**
 * The difference between what is operated and what would be. Pure. A statement whose figures were edited has a new id:
 * the removed and the added one that resemble each other are one change.
 *
 * @param before null where nothing is operated yet: everything is added
 */
export function diffPlan(before: Plan | null, after: Plan): PlanDifference {
  const old = new Map(before?.commitments.map((planned) => [planned.commitment.id, planned]));
  const kept = new Set<string>();
  const added: PlannedCommitment[] = [];
  const changes: CommitmentChange[] = [];
  for (const planned of after.commitments) {
    const former = old.get(planned.commitment.id);
    if (former === undefined) {
      added.push(planned);
      continue;
    }
    kept.add(planned.commitment.id);
    const fields = differences(former, planned);
    if (fields.length > 0) changes.push({ change: 'changed', before: former, after: planned, fields });
  }
  const unchanged = kept.size - changes.length;
  const removed = [...old.values()].filter(({ commitment }) => !kept.has(commitment.id));
  const pairs = pairUp(removed, added);
  for (const planned of added) {
    const former = pairs.get(planned);
    if (former === undefined) changes.push({ change: 'added', before: null, after: planned, fields: [] });
    else changes.push({ change: 'changed', before: former, after: planned, fields: differences(former, planned) });
  }
  const paired = new Set(pairs.values());
  for (const planned of removed)
    if (!paired.has(planned)) changes.push({ change: 'removed', before: planned, after: null, fields: [] });
  return {
    commitments: changes.sort((a, b) => lineOf(a) - lineOf(b)),
    parts: diffParts(before, after, kept),
    unchanged,
  };
}

export function isEmptyDifference({ commitments, parts }: PlanDifference): boolean {
  return commitments.length === 0 && parts.length === 0;
}

function lineOf({ before, after }: CommitmentChange): number {
  return (after ?? before)?.commitment.line ?? 0;
}

function differences(before: PlannedCommitment, after: PlannedCommitment): FieldChange[] {
  const fields = fieldChanges(statedFields(before.commitment), statedFields(after.commitment));
  const [was, is] = [standingText(before), standingText(after)];
  return was === is ? fields : [...fields, { name: 'standing', before: was, after: is }];
}

/** What is stated, without where it stands and how it is worded. */
function statedFields({ id, line, endLine, section, text, kind, ...fields }: Commitment): Record<string, unknown> {
  return fields;
}

function standingText({ standing }: PlannedCommitment): string {
  return standing.state === 'needs-input' ? `needs input: ${standing.needs.join(', ')}` : standing.state;
}

/** Above this many comparisons only statements with the same words are paired: it would be another guide anyway. */
const MOST_COMPARED = 40_000;
/** Shared words, of all words of both, from which on two statements are one that was edited. */
const ALIKE = 0.5;

/** The removed statement that each added one was made of. Each is taken once, the most alike first. */
function pairUp(
  removed: readonly PlannedCommitment[],
  added: readonly PlannedCommitment[],
): Map<PlannedCommitment, PlannedCommitment> {
  const pairs = new Map<PlannedCommitment, PlannedCommitment>();
  const byWords = new Map<string, PlannedCommitment[]>();
  for (const planned of removed) {
    const key = wordingOf(planned);
    byWords.set(key, [...(byWords.get(key) ?? []), planned]);
  }
  for (const planned of added) {
    const former = byWords.get(wordingOf(planned))?.shift();
    if (former !== undefined) pairs.set(planned, former);
  }
  const taken = new Set(pairs.values());
  const left = removed.filter((planned) => !taken.has(planned)).map(withWords);
  const fresh = added.filter((planned) => !pairs.has(planned)).map(withWords);
  if (left.length * fresh.length > MOST_COMPARED) return pairs;
  const candidates = fresh
    .flatMap((planned) =>
      left
        .filter((former) => former.kind === planned.kind)
        .map((former) => ({ planned, former, alike: likeness(former, planned) })),
    )
    .filter(({ alike }) => alike >= ALIKE)
    .sort((a, b) => b.alike - a.alike);
  for (const { planned, former } of candidates) {
    if (pairs.has(planned.of) || taken.has(former.of)) continue;
    pairs.set(planned.of, former.of);
    taken.add(former.of);
  }
  return pairs;
}

/** The statement without its figures: `> 5 %` and `> 1 %` are worded alike. */
function wordingOf({ commitment: { kind, section, text } }: PlannedCommitment): string {
  return [kind, ...section, text.toLowerCase().replace(/\d+(?:[.,]\d+)*/g, '#')].join('\n');
}

interface Worded {
  readonly of: PlannedCommitment;
  readonly kind: string;
  readonly section: string;
  readonly words: ReadonlySet<string>;
}

function withWords(of: PlannedCommitment): Worded {
  const { kind, section, text } = of.commitment;
  return { of, kind, section: section.join('\n'), words: new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) };
}

/** Dice's coefficient of the words; statements under the same headings are a little more alike. */
function likeness(a: Worded, b: Worded): number {
  const shared = [...a.words].filter((word) => b.words.has(word)).length;
  const dice = (2 * shared) / Math.max(1, a.words.size + b.words.size);
  return dice + (a.section === b.section ? 0.1 : 0);
}
