import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { EditApplied, GuidePreview, LintFinding } from '../../api/contract/editing.ts';
import type { EditingService, EditOutcome } from '../../api/services.ts';
import type { Finding } from '../../guide/lint/finding.ts';
import type { Clock } from '../../plan/clock.ts';
import { diffPlan } from '../../plan/diff-plan.ts';
import { editBindings } from '../../plan/edit-bindings.ts';
import { loadBindings } from '../../plan/load-bindings.ts';
import { bindingsFile } from '../load-system.ts';
import type { OperatedSystem } from '../operate/operated-system.ts';
import type { Operation } from '../operate/operation.ts';
import { replaceFile, whyNotWritable } from '../replace-file.ts';
import { understandAside } from '../understand.ts';
import { shownChanges } from './changes.ts';

/** Reads and writes the files of the operated systems. `systems` by id. */
export function editingService(systems: ReadonlyMap<string, OperatedSystem>, clock: Clock): EditingService {
  return {
    async source(systemId) {
      const operation = systems.get(systemId)?.operation;
      if (operation === undefined) return null;
      const text = await readGuideText(operation);
      const readOnlyReason = await whyNotWritable(operation.plan.guidePath);
      return {
        guide: operation.system.guide.guide,
        markdown: text.replaceAll('\r\n', '\n'),
        hash: hashOf(text),
        writable: readOnlyReason === null,
        readOnlyReason,
      };
    },
    async preview(systemId, markdown, signal) {
      const operation = systems.get(systemId)?.operation;
      return operation === undefined ? null : previewOf(operation, markdown, clock.now(), signal);
    },
    async saveGuide(systemId, markdown, baseHash) {
      const system = systems.get(systemId);
      if (system === undefined) return null;
      if (markdown.includes('\u0000')) return { invalid: 'A guide is text: it may not hold a NUL character.' };
      if (markdown.trim() === '')
        return { invalid: 'An empty guide would end everything that is watched; remove the system instead.' };
      return saved(system, async (operation) => {
        const present = await readGuideText(operation);
        if (hashOf(present) !== baseHash)
          return {
            stale: `${operation.system.guide.guide} was changed since you opened it; take over what is new, then save again.`,
          };
        const text = inLineEndsOf(present, markdown);
        return text === present ? null : { file: operation.plan.guidePath, text };
      });
    },
    async saveBinding(systemId, { path, value }) {
      const system = systems.get(systemId);
      if (system === undefined) return null;
      return saved(system, async (operation) => {
        const file = bindingsFile(operation.plan.folder);
        const present = await readFile(file, 'utf8');
        const edited = editBindings(present, path, value);
        if (!edited.ok) return { invalid: edited.message };
        const loaded = loadBindings(edited.text, process.env);
        if (!loaded.ok) return { invalid: loaded.problems.map(({ message }) => message).join('; ') };
        return edited.text === present ? null : { file, text: edited.text };
      });
    },
  };
}

type Edit =
  | { readonly file: string; readonly text: string }
  | { readonly stale: string }
  | { readonly invalid: string };

/** Writes what `decide` wants written, null for nothing, and operates the system by it. */
async function saved(
  system: OperatedSystem,
  decide: (operation: Operation) => Promise<Edit | null>,
): Promise<EditOutcome> {
  const before = system.operation;
  const outcome = await system.change<EditOutcome | null>(async () => {
    const edit = await decide(system.operation);
    if (edit === null || !('file' in edit)) return edit;
    const reason = await whyNotWritable(edit.file);
    if (reason !== null) return { refused: reason };
    try {
      await replaceFile(edit.file, edit.text);
      return null;
    } catch (error) {
      return { refused: `${edit.file} cannot be written: ${(error as Error).message}.` };
    }
  });
  return outcome ?? { done: await applied(before, system.operation) };
}

async function applied(before: Operation, after: Operation): Promise<EditApplied> {
  const difference = diffPlan(before.plan, after.plan);
  return { hash: hashOf(await readGuideText(after)), problems: [...after.problems], ...shownChanges(difference) };
}

async function previewOf(
  { plan, system }: Operation,
  markdown: string,
  now: number,
  signal: AbortSignal | undefined,
): Promise<GuidePreview> {
  const { folder, guidePath } = plan;
  const { guide } = system;
  const read = await understandAside(
    { markdown, name: guide.guide, bindings: system.bindings, place: { folder, guidePath }, lintedAt: now },
    signal,
  );
  const difference = diffPlan(plan, read.plan);
  return {
    diagnostics: [...read.guide.diagnostics],
    findings: read.findings.map(shownFinding),
    ...shownChanges(difference),
    unchanged: difference.unchanged,
  };
}

function shownFinding({ rule, line, column, endLine, endColumn, severity, message, wayOut }: Finding): LintFinding {
  return { rule, line, column, endLine, endColumn, severity, message, wayOut };
}

/** As it stands on disk, byte for byte. */
function readGuideText({ plan }: Operation): Promise<string> {
  return readFile(plan.guidePath, 'utf8');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** An editor in a browser knows one line end: the file keeps the one that it has, and its byte order mark. */
function inLineEndsOf(present: string, markdown: string): string {
  const mark = present.startsWith('\uFEFF') && !markdown.startsWith('\uFEFF') ? '\uFEFF' : '';
  const lines = markdown.replaceAll('\r\n', '\n');
  const hasCarriageReturns = /\r\n/.test(present) && !/(?<!\r)\n/.test(present);
  return mark + (hasCarriageReturns ? lines.replaceAll('\n', '\r\n') : lines);
}
