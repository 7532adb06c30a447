import type { Finding } from '../guide/lint/finding.ts';
import type { FindingFormat } from './finding-format.ts';
import { formatFindingsForGithub } from './format-findings-github.ts';
import { formatFindingsAsJson } from './format-findings-json.ts';
import { formatFindingsPretty } from './format-findings-pretty.ts';
import { formatFindingsAsSarif } from './format-findings-sarif.ts';

/** A guide that was linted. */
export interface LintedFile {
  /** As the user gave it. */
  readonly path: string;
  readonly text: string;
  readonly findings: readonly Finding[];
}

export interface FormatSettings {
  readonly color: boolean;
  /** Of the product, for formats that name the tool. */
  readonly version: string;
}

/** Findings as text that ends with a line end; empty where the format has nothing to say. */
export function formatFindings(format: FindingFormat, files: readonly LintedFile[], settings: FormatSettings): string {
  if (format === 'json') return formatFindingsAsJson(files);
  if (format === 'sarif') return formatFindingsAsSarif(files, settings.version);
  if (format === 'github') return formatFindingsForGithub(files);
  return formatFindingsPretty(files, settings.color);
}
