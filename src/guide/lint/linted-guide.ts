import type { Commitment, CommitmentKind, CommitmentOf } from '../../plan/commitment.ts';
import type { CompiledGuide } from '../../plan/diagnostic.ts';
import { buildDocument } from '../document/build.ts';
import { type Part, walk } from '../document/part.ts';
import { type Block, blocksOf } from './block.ts';
import type { Edit, Place } from './finding.ts';

/** What a linter may be told besides the guide. What is not given is not judged. */
export interface LintOptions {
  /** ISO date, for what is past its date. */
  readonly today?: string;
  /** Whether a path, relative to the guide, is there. */
  readonly fileExists?: (path: string) => boolean;
  /** Whether a command is on the PATH. */
  readonly commandExists?: (command: string) => boolean;
}

/** A guide as the rules see it: text, tree, commitments and code blocks, each read once. */
export interface LintedGuide extends LintOptions {
  readonly lines: readonly string[];
  readonly document: Part;
  /** Every part of the tree in the order of the guide. */
  readonly parts: readonly Part[];
  readonly commitments: readonly Commitment[];
  readonly blocks: readonly Block[];
  readonly all: <K extends CommitmentKind>(kind: K) => readonly CommitmentOf<K>[];
  /** Where `words` stand between two lines; the first line without its indentation where they do not. */
  readonly place: (at: Lines, words?: string) => Place;
  /** Replaces the first `words` in these lines; none where they do not stand there. */
  readonly edit: (at: Lines, words: string, replacement: string) => readonly Edit[];
  /** Whether a line stands in a block of code: an alert there is set up as it says, not promised. */
  readonly isInBlock: (line: number) => boolean;
  /** The runbook or procedure that a line belongs to. */
  readonly stepsAround: (line: number) => CommitmentOf<'runbook'> | CommitmentOf<'procedure'> | null;
}

export interface Lines {
  readonly line: number;
  readonly endLine?: number;
}

export function lintedGuide(text: string, compiled: CompiledGuide, options: LintOptions): LintedGuide {
  const lines = text.split(/\r\n|\r|\n/);
  const document = buildDocument(text);
  const parts = [...walk(document)];
  const { commitments } = compiled;
  const blocks = blocksOf(parts, lines);
  const byKind = new Map<string, Commitment[]>();
  for (const commitment of commitments) {
    const same = byKind.get(commitment.kind);
    if (same) same.push(commitment);
    else byKind.set(commitment.kind, [commitment]);
  }
  const steps = commitments.filter((c) => c.kind === 'runbook' || c.kind === 'procedure');
  const wordsAt = (at: Lines, words: string): Place | null => placeOf(lines, at, words);
  return {
    ...options,
    lines,
    document,
    parts,
    commitments,
    blocks,
    isInBlock: (line) => blocks.some((block) => block.line <= line && line <= block.endLine),
    all: <K extends CommitmentKind>(kind: K) => (byKind.get(kind) ?? []) as CommitmentOf<K>[],
    place: (at, words) =>
      (words ? (wordsAt(at, words) ?? beginningOf(lines, at, words)) : null) ?? wholeLine(lines, at.line),
    edit: (at, words, replacement) => {
      const place = wordsAt(at, words);
      return place ? [{ ...place, replacement }] : [];
    },
    // The innermost: a procedure may stand within another's section.
    stepsAround: (line) => steps.findLast((c) => c.line <= line && line <= c.endLine) ?? null,
  };
}

function placeOf(lines: readonly string[], at: Lines, words: string): Place | null {
  for (let line = at.line; line <= (at.endLine ?? at.line); line += 1) {
    const text = lines[line - 1] ?? '';
    const exact = text.indexOf(words);
    const index = exact === -1 ? text.toLowerCase().indexOf(words.toLowerCase()) : exact;
    if (index !== -1) return { line, column: index + 1, endLine: line, endColumn: index + 1 + words.length };
  }
  return null;
}

/** As many of the first words as stand on one line: a command goes on in the next, Markdown marks stand between. */
function beginningOf(lines: readonly string[], at: Lines, words: string): Place | null {
  const said = words.split(/\s+/);
  for (let many = said.length - 1; many > 1; many -= 1) {
    const place = placeOf(lines, at, said.slice(0, many).join(' '));
    if (place) return place;
  }
  return null;
}

function wholeLine(lines: readonly string[], line: number): Place {
  const text = lines[line - 1] ?? '';
  const start = /^(?:\s|[-*+>|](?=\s)|#+(?=\s)|\d+[.)](?=\s))*/.exec(text)![0].length;
  return { line, column: start + 1, endLine: line, endColumn: Math.max(text.trimEnd().length, start) + 1 };
}
