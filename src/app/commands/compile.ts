import type { Commitment } from '../../plan/commitment.ts';
import type { CompiledGuide } from '../../plan/diagnostic.ts';
import { readingOf } from '../../plan/reading.ts';
import { readGuide } from '../read-guide.ts';

/** `runproof compile GUIDE [--json]`. */
export async function compile(path: string, options: { readonly json: boolean }): Promise<void> {
  const { guide } = await readGuide(path);
  process.stdout.write(options.json ? `${JSON.stringify(guide, null, 2)}\n` : `${describe(guide)}\n`);
}

const LONGEST_LINE = 110;

function describe(guide: CompiledGuide): string {
  const width = String(guide.commitments.at(-1)?.line ?? 0).length;
  const rows = statementsOf(guide.commitments).flatMap(([first, ...others]) => [
    `${String(first.line).padStart(width)}  ${oneLine(first.text)}`,
    ...[first, ...others].map((each) =>
      `${' '.repeat(width + 4)}${each.kind.padEnd(15)} ${oneLine(readingOf(each))}`.trimEnd(),
    ),
  ]);
  const notes = guide.diagnostics.map(
    ({ line, severity, message }) => `${String(line).padStart(width)}  ${severity.padEnd(15)} ${message}`,
  );
  const kinds = new Map<string, number>();
  for (const { kind } of guide.commitments) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const summary = [...kinds].sort(([, a], [, b]) => b - a).map(([kind, count]) => `${count} ${kind}`);
  return [
    `${guide.system} · ${guide.guide}`,
    '',
    ...rows,
    ...(notes.length === 0 ? [] : ['', 'Not understood or worth a look:', ...notes]),
    '',
    `${guide.commitments.length} commitments: ${summary.join(', ')}; ${guide.diagnostics.length} diagnostics.`,
  ].join('\n');
}

/** What was read from the same words stands together. */
function statementsOf(commitments: readonly Commitment[]): [Commitment, ...Commitment[]][] {
  const statements: [Commitment, ...Commitment[]][] = [];
  for (const each of commitments) {
    const before = statements.at(-1);
    if (before?.[0].line === each.line && before[0].text === each.text) before.push(each);
    else statements.push([each]);
  }
  return statements;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE - 1)}…` : line;
}
