import type { Commitment, CommitmentKind } from '../plan/commitment.ts';
import { compileGuide } from './compile.ts';

/** Sentences, tables and blocks that a recogniser reads, beside it. */
export interface Examples {
  readonly kind: CommitmentKind;
  /** What a commitment of the kind is, as COMMITMENTS says it. */
  readonly is: string;
  /** Small guides; each has at least one commitment of the kind. */
  readonly guides: readonly string[];
}

/** The page of a kind: what is recognised, and what it is read as. */
export function pageOf({ kind, is, guides }: Examples): string {
  const shown = guides.map((guide) => {
    const read = compileGuide(guide, 'OPERATIONS.md').commitments.filter((commitment) => commitment.kind === kind);
    return `${fenced(guide, 'markdown')}\n\nis read as\n\n${fenced(read.map(stated).join('\n'), 'json')}`;
  });
  return `# ${kind}\n\n${is} Written by the examples beside its recogniser (\`src/guide/kinds/${kind}.examples.ts\`); the tests run them.\n\n${shown.join('\n\n---\n\n')}\n`;
}

/** The fields that were stated, on one line. */
function stated({ id: _, endLine: __, section: ___, text: ____, ...fields }: Commitment): string {
  const said = Object.entries(fields).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return JSON.stringify(Object.fromEntries(said));
}

/** Four marks, for a guide that holds a block of three. */
const fenced = (text: string, language: string): string => `\`\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\``;
