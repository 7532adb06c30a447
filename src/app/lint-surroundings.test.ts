import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Finding } from '../guide/lint/finding.ts';
import { newMemory } from '../guide/memory.ts';
import { readGuideText } from '../lsp/read-guide.ts';
import { lintSurroundings } from './lint-surroundings.ts';
import { loadSystem } from './load-system.ts';
import { main } from './main.ts';
import { readMarkdown } from './read-guide.ts';
import { understand } from './understand.ts';

const GUIDE = `# Shop

**Next review:** 2020-06-01

See [what to do](there.md), and [what not](gone/away.md).

## Alerts

| Alert | Condition | Severity |
|---|---|---|
| Shop down | health check fails for 2 minutes | Critical |

## Trouble

\`\`\`bash
kubectl describe pod <pod-name>
\`\`\`
`;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runproof-findings-'));
  writeFileSync(join(folder, 'there.md'), '# There\n');
  writeFileSync(join(folder, 'runproof.yaml'), 'version: 1\n');
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

it.each([
  ['as it is written here', GUIDE],
  ['with another system’s line ends', GUIDE.replaceAll('\n', '\r\n')],
])('the command, the live editor and an editor elsewhere find the same in a guide %s', async (_how, text) => {
  const path = join(folder, 'OPERATIONS.md');
  writeFileSync(path, text);
  const now = Date.now();

  const printed: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((words) => printed.push(String(words)) > 0);
  expect(await main(['node', 'runproof', 'lint', path, '--format', 'json'])).toBe(1);
  vi.restoreAllMocks();
  const said = (JSON.parse(printed.join('')) as { files: [{ findings: Finding[] }] }).files[0].findings;
  expect(said.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(['review-overdue', 'dead-link', 'alert-without-action', 'unquoted-placeholder']),
  );

  const { bindings, plan } = await loadSystem(folder);
  const { guidePath } = plan;
  const place = { folder, guidePath };
  // What the page edits has one kind of line end.
  const markdown = (await readMarkdown(path)).replaceAll('\r\n', '\n');
  const live = understand({ ...{ markdown, name: 'OPERATIONS.md', bindings, place, lintedAt: now } });
  expect(live.findings.map(seen)).toEqual(said.map(seen));

  const elsewhere = await readGuideText(pathToFileURL(path).href, text, newMemory(), (beside) =>
    lintSurroundings(beside, now),
  );
  expect(elsewhere.findings.map(seen)).toEqual(said.map(seen));
});

it('a guide that stands in no folder yet has no links that are dead', async () => {
  const { findings } = await readGuideText('untitled:OPERATIONS.md', GUIDE, newMemory(), (beside) =>
    lintSurroundings(beside, Date.now()),
  );
  expect(findings.map(({ rule }) => rule)).toContain('review-overdue');
  expect(findings.map(({ rule }) => rule)).not.toContain('dead-link');
});

/** What every one of the three shows. */
const seen = ({ rule, line, column, endLine, endColumn, severity, message, wayOut }: Finding) =>
  [`${rule} ${severity} ${line}:${column}-${endLine}:${endColumn}`, message, wayOut] as const;
