import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileGuide } from '../guide/compile.ts';
import type { Finding } from '../guide/lint/finding.ts';
import { lintGuide } from '../guide/lint/lint.ts';
import type { LintOptions } from '../guide/lint/linted-guide.ts';
import type { GuideMemory } from '../guide/memory.ts';
import type { Diagnostic } from '../plan/diagnostic.ts';
import { loadBindings } from '../plan/load-bindings.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan, PlannedCommitment } from '../plan/plan.ts';

/** A guide as an editor holds it, with what the bindings beside it make of it. */
export interface ReadGuide {
  readonly lines: readonly string[];
  readonly commitments: readonly PlannedCommitment[];
  readonly diagnostics: readonly Diagnostic[];
  readonly findings: readonly Finding[];
  /** null without a `runproof.yaml` beside it: then nobody knows what is bound. */
  readonly plan: Plan | null;
}

/** Names that operations guides go by, where no `runproof.yaml` says which file it is. */
const GUIDE_NAME = /operat|runbook|playbook|guide|on-?call|\bops\b|\bsre\b/i;

/** Whether a document is a guide: the one that the `runproof.yaml` beside it names, or one that is called so. */
export async function isGuide(uri: string): Promise<boolean> {
  const file = fileOf(uri);
  if (file === null) return GUIDE_NAME.test(uri);
  const bindings = await bindingsBeside(file);
  if (bindings === null) return GUIDE_NAME.test(basename(file));
  const loaded = loadBindings(bindings, process.env);
  // While the bindings are being written, their guide is one all the same.
  return loaded.ok ? resolve(dirname(file), loaded.bindings.guide) === file : GUIDE_NAME.test(basename(file));
}

/** What the linter is told besides the text of a guide in this folder; null for a document that is in none. */
export type Surroundings = (folder: string | null) => Pick<LintOptions, 'today' | 'fileExists'>;

/** @param memory of the same document's reading before: only what was edited is read anew */
export async function readGuideText(
  uri: string,
  text: string,
  memory: GuideMemory,
  surroundings: Surroundings,
): Promise<ReadGuide> {
  const file = fileOf(uri);
  const guide = compileGuide(text, basename(file ?? uri), memory);
  const plan = file === null ? null : await planOf(file, guide);
  return {
    lines: text.split(/\r\n|\r|\n/),
    commitments:
      plan?.commitments ?? guide.commitments.map((commitment) => ({ commitment, standing: { state: 'stated' } })),
    diagnostics: guide.diagnostics,
    findings: lintGuide(text, guide, surroundings(file === null ? null : dirname(file))),
    plan,
  };
}

async function planOf(file: string, guide: ReturnType<typeof compileGuide>): Promise<Plan | null> {
  const text = await bindingsBeside(file);
  const loaded = text === null ? null : loadBindings(text, process.env);
  if (loaded === null || !loaded.ok) return null;
  return makePlan(guide, loaded.bindings, { folder: dirname(file), guidePath: file }).plan;
}

function bindingsBeside(file: string): Promise<string | null> {
  return readFile(join(dirname(file), 'runproof.yaml'), 'utf8').catch(() => null);
}

/** null for a document that is not a file: it was never saved. */
function fileOf(uri: string): string | null {
  return uri.startsWith('file:') ? fileURLToPath(uri) : null;
}
