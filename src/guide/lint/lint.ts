import type { CompiledGuide } from '../../plan/diagnostic.ts';
import type { Finding, FindingSeverity } from './finding.ts';
import { type LintOptions, lintedGuide } from './linted-guide.ts';
import { RULES } from './rules.ts';
import { suppressionsIn } from './suppression.ts';

export interface LintSettings extends LintOptions {
  /** Rule ids with another severity than their own, or `off`. */
  readonly rules?: Readonly<Record<string, FindingSeverity | 'off'>>;
}

/** More findings than anybody reads; a generated file must not drown the terminal. */
const MOST_FINDINGS = 1000;

/**
 * What is wrong with a guide as a document, in the order of its lines. Pure; never throws.
 *
 * @param text the Markdown
 * @param compiled what `compileGuide` read in the same text
 */
export function lintGuide(text: string, compiled: CompiledGuide, settings: LintSettings = {}): Finding[] {
  // A text the compiler could not read has a diagnostic that says so, and no tree to judge.
  if (compiled.commitments.length === 0 && compiled.diagnostics.some(({ severity }) => severity === 'error')) return [];
  const guide = lintedGuide(text, compiled, settings);
  const isSuppressed = suppressionsIn(guide);
  const findings: Finding[] = [];
  for (const rule of RULES) {
    const severity = settings.rules?.[rule.id] ?? rule.severity;
    if (severity === 'off') continue;
    for (const { place, message, understood, wayOut, fix } of rule.find(guide)) {
      if (isSuppressed(rule.id, place.line)) continue;
      findings.push({ rule: rule.id, severity, ...place, message, understood, wayOut, fix: fix?.length ? fix : null });
    }
  }
  findings.sort((a, b) => a.line - b.line || a.column - b.column || (a.rule < b.rule ? -1 : 1));
  // Several commitments of one line may have one fault; it is said once.
  return findings.filter((finding, n) => !isSame(finding, findings[n - 1])).slice(0, MOST_FINDINGS);
}

const isSame = (a: Finding, b: Finding | undefined): boolean =>
  b !== undefined && a.rule === b.rule && a.line === b.line && a.column === b.column && a.endColumn === b.endColumn;
