import type { CommitmentFields } from '../plan/commitment.ts';
import type { Part } from './document/part.ts';

/** A commitment before it has an id: what was read, and where. */
export interface Draft {
  readonly fields: CommitmentFields;
  readonly part: Part;
  /** Lines where they are not those of the part: one command inside a fence, say. */
  readonly line: number;
  readonly endLine: number;
  readonly text: string;
  /** The statements below its title that a group was read from, where those are not all of them. */
  readonly covers?: readonly Part[];
}

/** A reader looks at one part and returns what it commits to; nothing is an empty list. */
export type Reader = (part: Part) => readonly Draft[];

/** A draft that stands where its part stands. */
export function draft(
  part: Part,
  fields: CommitmentFields,
  place: Partial<Omit<Draft, 'fields' | 'part'>> = {},
): Draft {
  return { fields, part, line: part.line, endLine: part.endLine, text: part.text, ...place };
}
