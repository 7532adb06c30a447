import type { LintedFile } from './format-findings.ts';

/** One object: each guide with its findings as the linter returns them, and their number by severity. */
export function formatFindingsAsJson(files: readonly LintedFile[]): string {
  const all = files.flatMap(({ findings }) => findings);
  const of = (severity: string): number => all.filter((finding) => finding.severity === severity).length;
  const counts = { errors: of('error'), warnings: of('warning') };
  return `${JSON.stringify({ files: files.map(({ path, findings }) => ({ path, findings })), ...counts }, null, 2)}\n`;
}
