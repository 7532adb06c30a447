import { type Diagnostic, DiagnosticSeverity, type Range } from 'vscode-languageserver/node';
import type { ReadGuide } from './read-guide.ts';

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

/** What the compiler says of a guide, and what of it still needs input, at the lines that it is about. */
export function diagnosticsOf({ lines, commitments, diagnostics }: ReadGuide): Diagnostic[] {
  const read = diagnostics.map(({ line, severity, message }) => ({
    range: lineRange(lines, line),
    severity: SEVERITIES[severity],
    source: 'runproof',
    message,
  }));
  const open = commitments.flatMap(({ commitment, standing }) =>
    standing.state !== 'needs-input'
      ? []
      : [
          {
            range: lineRange(lines, commitment.line),
            severity: DiagnosticSeverity.Hint,
            source: 'runproof',
            code: 'needs-input',
            message: `Needs input: ${standing.hint}.`,
          },
        ],
  );
  return [...read, ...open];
}

/** The words of a line, without its indentation. Lines of a guide count from 1, of the protocol from 0. */
function lineRange(lines: readonly string[], line: number): Range {
  const index = Math.min(Math.max(line - 1, 0), Math.max(lines.length - 1, 0));
  const text = lines[index] ?? '';
  const start = text.length - text.trimStart().length;
  return { start: { line: index, character: start }, end: { line: index, character: text.trimEnd().length } };
}
