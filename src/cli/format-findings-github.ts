import type { LintedFile } from './format-findings.ts';

/** Workflow commands by which GitHub Actions writes findings beside the lines of a pull request. */
export function formatFindingsForGithub(files: readonly LintedFile[]): string {
  const commands = files.flatMap(({ path, findings }) =>
    findings.map(({ severity, rule, line, endLine, column, endColumn, message, wayOut }) => {
      const properties = { file: path, line, endLine, col: column, endColumn, title: rule };
      const given = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
      return `::${severity} ${given.join(',')}::${escapeData(`${message} ${wayOut}`)}`;
    }),
  );
  return commands.map((command) => `${command}\n`).join('');
}

const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
