import { type Hover, MarkupKind } from 'vscode-languageserver/node';
import type { PlannedCommitment } from '../plan/plan.ts';
import { readingOf } from '../plan/reading.ts';
import type { ReadGuide } from './read-guide.ts';

/** What is understood of a line, counted from 0: the compiled form of its commitments. null where there is none. */
export function hoverAt({ commitments, plan }: ReadGuide, line: number): Hover | null {
  const here = commitments.filter(
    ({ commitment }) => commitment.line - 1 <= line && line <= Math.max(commitment.line, commitment.endLine) - 1,
  );
  // A runbook reaches over many lines: what begins on this one says more of it.
  const own = here.filter(({ commitment }) => commitment.line - 1 === line);
  const shown = own.length > 0 ? own : here;
  if (shown.length === 0) return null;
  return {
    contents: {
      kind: MarkupKind.Markdown,
      value: shown.map((planned) => describe(planned, plan !== null)).join('\n\n---\n\n'),
    },
  };
}

function describe({ commitment, standing }: PlannedCommitment, isBound: boolean): string {
  const { id, kind, line, endLine, section, text, ...fields } = commitment;
  const state = !isBound ? 'no runproof.yaml beside it' : standing.state.replace('-', ' ');
  const hint = standing.state === 'needs-input' ? `\n\n${standing.hint}` : '';
  // A fence longer than any in the guide: a command may hold one.
  const fence = '`'.repeat(Math.max(3, ...[...JSON.stringify(fields).matchAll(/`+/g)].map(([run]) => run.length + 1)));
  const reading = readingOf(commitment);
  return `**${kind}** · ${state} · \`${id}\`${hint}${reading ? `\n\n${escaped(reading)}` : ''}\n\n${fence}json\n${JSON.stringify(fields, null, 2)}\n${fence}`;
}

/** Words of a guide may hold marks of Markdown, which are not meant as such here. */
const escaped = (words: string): string => words.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&');
