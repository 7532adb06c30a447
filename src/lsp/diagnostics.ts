import { type Diagnostic, DiagnosticSeverity, type Range } from 'vscode-languageserver/node';
import type { ReadGuide } from './read-guide.ts';

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

/** What the compiler and the linter say of a guide, and what of it still needs input, where it stands. */
export function diagnosticsOf({ lines, commitments, diagnostics, findings }: ReadGuide): Diagnostic[] {
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
  const faults = findings.map(({ rule, severity, line, column, endLine, endColumn, message, wayOut }) => ({
    range: {
      start: { line: line - 1, character: column - 1 },
      end: { line: endLine - 1, character: endColumn - 1 },
    },
    severity: SEVERITIES[severity],
    source: 'runproof',
    code: rule,
    message: `${message} ${wayOut}`,
  }));
  return [...read, ...faults, ...open];
}

/** The words of a line, without its indentation. Lines of a guide count from 1, of the protocol from 0. */
function lineRange(lines: readonly string[], line: number): Range {
  const index = Math.min(Math.max(line - 1, 0), Math.max(lines.length - 1, 0));
  const text = lines[index] ?? '';
  const start = text.length - text.trimStart().length;
  return { start: { line: index, character: start }, end: { line: index, character: text.trimEnd().length } };
}
