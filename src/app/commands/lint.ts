import { accessSync, constants, statSync } from 'node:fs';
import { realpath, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { basename, delimiter, dirname, join } from 'node:path';
import { closest } from 'fastest-levenshtein';
import { formatFindings, type LintedFile } from '../../cli/format-findings.ts';
import type { LintCommandOptions } from '../../cli/program.ts';
import { compileGuide } from '../../guide/compile.ts';
import { applyFixes } from '../../guide/lint/apply-fixes.ts';
import type { Finding as GuideFinding } from '../../guide/lint/finding.ts';
import { type LintSettings, lintGuide } from '../../guide/lint/lint.ts';
import { RULES } from '../../guide/lint/rules.ts';
import { OperationalError } from '../../plan/error.ts';
import { wallClock } from '../clock.ts';
import { Finding } from '../finding.ts';
import { lintSurroundings } from '../lint-surroundings.ts';
import { readMarkdown } from '../read-guide.ts';
import { VERSION } from '../version.ts';

/** Fixes that overlap are made one after the other; what is not done by then needs a person. */
const MOST_RUNS = 5;

/** `runproof lint GUIDE...`: exit 1 where anything is found. */
export async function lint(paths: readonly string[], options: LintCommandOptions): Promise<void> {
  const rules = rulesFrom(options.rule);
  const files: LintedFile[] = [];
  for (const path of paths) {
    const settings: LintSettings = {
      rules,
      ...lintSurroundings(dirname(path), wallClock.now()),
      ...(options.checkPath ? { commandExists: isOnPath } : {}),
    };
    const find = (text: string): readonly GuideFinding[] =>
      lintGuide(text, compileGuide(text, basename(path)), settings);
    const markdown = await readMarkdown(path);
    const linted = { path, text: markdown, findings: find(markdown) };
    files.push(options.fix ? await mend(linted, find) : linted);
  }
  process.stdout.write(formatFindings(options.format, files, { color: hasColor(), version: VERSION }));
  if (files.some(({ findings }) => findings.length > 0)) throw new Finding('');
}

async function mend(file: LintedFile, find: (text: string) => readonly GuideFinding[]): Promise<LintedFile> {
  let { text, findings } = file;
  for (let run = 0; run < MOST_RUNS; run += 1) {
    const mended = applyFixes(text, findings);
    if (mended.applied === 0) break;
    text = mended.text;
    findings = find(text);
  }
  if (text !== file.text) await writeWhole(file.path, text);
  return { ...file, text, findings };
}

/** Beside it first and then in its place, so that a guide is never half written. */
async function writeWhole(path: string, text: string): Promise<void> {
  const target = await realpath(path);
  const beside = `${target}.${process.pid}.mended`;
  try {
    await writeFile(beside, text, { mode: (await stat(target)).mode });
    await rename(beside, target);
  } catch (cause) {
    await unlink(beside).catch(() => undefined);
    throw new OperationalError(
      'guide-unreadable',
      `${path} could not be written; check who may write in its folder.`,
      cause,
    );
  }
}

function rulesFrom(given: readonly string[]): Record<string, 'off' | 'warning' | 'error'> {
  const rules: Record<string, 'off' | 'warning' | 'error'> = {};
  for (const one of given) {
    const [, id, level] = /^([\w-]+)=(off|warn|warning|error)$/.exec(one) ?? [];
    if (id === undefined)
      throw new OperationalError(
        'usage',
        `--rule ${one} is not understood; give it as RULE=off, RULE=warn or RULE=error.`,
      );
    const ids = RULES.map((rule) => rule.id);
    if (!ids.includes(id))
      throw new OperationalError(
        'usage',
        `There is no rule ${id}; did you mean ${closest(id, ids)}? docs/lint lists all.`,
      );
    rules[id] = level === 'warn' ? 'warning' : (level as 'off' | 'warning' | 'error');
  }
  return rules;
}

function isOnPath(command: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    const file = join(folder, command);
    try {
      accessSync(file, constants.X_OK);
      return statSync(file).isFile();
    } catch {
      return false;
    }
  });
}

const hasColor = (): boolean => process.stdout.isTTY === true && !process.env.NO_COLOR;
