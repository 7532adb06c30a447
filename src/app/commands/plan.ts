import type { CommitmentChange, PartChange } from '../../api/contract/editing.ts';
import { diffPlan, isEmptyDifference } from '../../plan/diff-plan.ts';
import { readAppliedPlan } from '../applied-plan.ts';
import { dataFolder, isServer, readServerFile } from '../data-folder.ts';
import { Finding } from '../finding.ts';
import { loadSystem } from '../load-system.ts';
import { shownChanges } from '../views/changes.ts';

/**
 * `runproof plan [FOLDER] [--json]`: what `up` would change, compared with what is operated or was applied last.
 *
 * @throws Finding when there is a change: exit status 1
 */
export async function plan(folder: string, options: { readonly data?: string; readonly json: boolean }): Promise<void> {
  const data = dataFolder(options.data);
  const { plan: wanted } = await loadSystem(folder);
  const [applied, server] = await Promise.all([readAppliedPlan(data, wanted.systemId), readServerFile(data)]);
  const difference = diffPlan(applied?.plan ?? null, wanted);
  const { commitments, parts } = shownChanges(difference);
  const isRunning = server !== null && (await isServer(server.pid));
  const comparedWith = applied === null ? 'nothing' : isRunning ? 'operated' : 'last-applied';
  if (options.json) {
    const appliedAt = applied?.appliedAt ?? null;
    const { systemId } = wanted;
    const { unchanged } = difference;
    process.stdout.write(
      `${JSON.stringify({ systemId, comparedWith, appliedAt, commitments, parts, unchanged }, null, 2)}\n`,
    );
  } else {
    const basis = {
      nothing: 'it was not operated before: everything is new',
      'last-applied': `compared with what was applied last, at ${applied?.appliedAt}`,
      operated: `compared with what Runproof operates since ${applied?.appliedAt}`,
    };
    console.log(`${wanted.systemName}: ${basis[comparedWith]}`);
    console.log(describe(commitments, parts, difference.unchanged));
  }
  if (!isEmptyDifference(difference)) throw new Finding('');
}

const MARKS = { added: '+', changed: '~', removed: '-' } as const;
const LONGEST_LINE = 100;

function describe(commitments: readonly CommitmentChange[], parts: readonly PartChange[], unchanged: number): string {
  const width = String(Math.max(0, ...commitments.map(({ line }) => line))).length;
  const lines = commitments.flatMap(({ change, kind, line, text, fields }) => [
    `${MARKS[change]} ${String(line).padStart(width)}  ${kind.padEnd(15)} ${oneLine(text)}`,
    ...fields.map((field) => fieldLine(field, width + 20)),
  ]);
  const bound = parts.flatMap(({ change, part, name, fields }) => [
    `${MARKS[change]} ${' '.repeat(width)}  ${part.padEnd(15)} ${oneLine(name)}`,
    ...fields.map((field) => fieldLine(field, width + 20)),
  ]);
  const all = [...commitments, ...parts];
  const counts = (['added', 'changed', 'removed'] as const).flatMap((change) => {
    const count = all.filter((one) => one.change === change).length;
    return count === 0 ? [] : [`${count} ${change}`];
  });
  const sum = counts.length === 0 ? 'Nothing changes' : counts.join(', ');
  return ['', ...lines, ...bound, ...(all.length === 0 ? [] : ['']), `${sum}; ${unchanged} commitments stay.`].join(
    '\n',
  );
}

function fieldLine({ name, before, after }: CommitmentChange['fields'][number], indent: number): string {
  return `${' '.repeat(indent)}${name}: ${oneLine(before ?? 'none')} → ${oneLine(after ?? 'none')}`;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE - 1)}…` : line;
}
