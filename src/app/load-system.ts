import { readFile, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Bindings } from '../plan/bindings.ts';
import type { CompiledGuide } from '../plan/diagnostic.ts';
import { OperationalError } from '../plan/error.ts';
import { loadBindings } from '../plan/load-bindings.ts';
import type { MadePlan } from '../plan/make-plan.ts';
import { readMarkdown } from './read-guide.ts';
import { understandAside } from './understand.ts';

/** A guide with its bindings, read and planned; nothing is started yet. */
export interface LoadedSystem extends MadePlan {
  readonly guide: CompiledGuide;
  readonly bindings: Bindings;
  /** The guide's own text. */
  readonly markdown: string;
}

/** What is wrong with a file of a system, and where. */
export interface FileProblem {
  /** File name. */
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

export type ReadSystem =
  | { readonly ok: true; readonly system: LoadedSystem }
  | { readonly ok: false; readonly problems: readonly FileProblem[]; readonly error: OperationalError };

/** Reads `runproof.yaml` in `folder`, its guide, and plans them. Every problem of the files is a value. */
export async function readSystem(folder: string): Promise<ReadSystem> {
  const file = bindingsFile(folder);
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null)
    return failed(
      { file: 'runproof.yaml', line: 1, message: 'The file is not there.' },
      new OperationalError(
        'bindings-missing',
        `There is no runproof.yaml in ${folder}; write one with: runproof init ${join(folder, 'OPERATIONS.md')}`,
      ),
    );
  const loaded = loadBindings(text, process.env);
  if (!loaded.ok) {
    const problems = loaded.problems.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`);
    const message =
      problems.length === 1
        ? (problems[0] ?? '')
        : `${file} has ${problems.length} problems:\n  ${problems.join('\n  ')}`;
    return {
      ok: false,
      problems: loaded.problems.map(({ line, message }) => ({ file: 'runproof.yaml', line, message })),
      error: new OperationalError('bindings-invalid', message),
    };
  }
  const { bindings } = loaded;
  const guidePath = resolve(dirname(file), bindings.guide);
  try {
    const markdown = await readMarkdown(guidePath);
    const place = { folder: await realpath(dirname(file)), guidePath };
    const name = basename(guidePath);
    const { guide, plan, secrets } = await understandAside({ markdown, name, bindings, place, lintedAt: null });
    return { ok: true, system: { guide, bindings, markdown, plan, secrets } };
  } catch (error) {
    if (!(error instanceof OperationalError)) throw error;
    return failed({ file: bindings.guide, line: 1, message: error.message }, error);
  }
}

/**
 * Reads `runproof.yaml` in `folder`, its guide, and plans them.
 *
 * @throws OperationalError with every problem of the bindings and its place.
 */
export async function loadSystem(folder: string): Promise<LoadedSystem> {
  const read = await readSystem(folder);
  if (!read.ok) throw read.error;
  return read.system;
}

export function bindingsFile(folder: string): string {
  return join(resolve(folder), 'runproof.yaml');
}

function failed(problem: FileProblem, error: OperationalError): ReadSystem {
  return { ok: false, problems: [problem], error };
}

/** Reads all, so that nothing is started while anything is wrong; two systems may not have one id. */
export async function loadSystems(folders: readonly string[]): Promise<LoadedSystem[]> {
  const results = await Promise.allSettled(folders.map(loadSystem));
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as Error] : []));
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1)
    throw new OperationalError('bindings-invalid', failures.map(({ message }) => message).join('\n'));
  const systems = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const seen = new Map<string, string>();
  for (const { plan } of systems) {
    const other = seen.get(plan.systemId);
    if (other !== undefined)
      throw new OperationalError(
        'bindings-invalid',
        `${other} and ${plan.folder} both have the id “${plan.systemId}”; give one of them another id in its runproof.yaml.`,
      );
    seen.set(plan.systemId, plan.folder);
  }
  return systems;
}
