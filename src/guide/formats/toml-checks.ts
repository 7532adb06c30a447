import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { durationsIn } from '../words/duration.ts';

/** The checks of a platform that is told in TOML: `[[http_service.checks]]` with its path and timeout. */
export function readTomlChecks(fence: Part): Draft[] {
  if (fence.language !== 'toml' || !/^\s*\[+[\w.]*checks?\b/m.test(fence.text)) return [];
  const rows = fence.text.split('\n').map((text, n) => ({ text, line: fence.line + 1 + n }));
  const tables = rows.flatMap(({ text }, n) => (/^\s*\[/.test(text) ? [n] : []));
  return tables.flatMap((from, n) => {
    if (!/^\s*\[+[\w.]*checks?\b/.test(rows[from]!.text)) return [];
    const table = rows.slice(from, tables[n + 1]).filter(({ text }) => text.trim() !== '');
    const value = (key: string): string | undefined =>
      table
        .map(({ text }) => new RegExp(`^\\s*${key}\\s*=\\s*"([^"]*)"`).exec(text)?.[1])
        .find((said) => said !== undefined);
    const path = value('path');
    if (!path?.startsWith('/')) return [];
    const [timeout] = durationsIn(value('timeout') ?? '');
    const timeoutMs = timeout ? Math.round(timeout.seconds * 1000) : null;
    const nothing = {
      url: null,
      target: null,
      purpose: null,
      expect: { status: null, json: null },
      maxLatencyMs: null,
    };
    const place = { line: table[0]!.line, endLine: table.at(-1)!.line, text: `${rows[from]!.text.trim()} ${path}` };
    return [draft(fence, { kind: 'check', ...nothing, path, timeoutMs }, place)];
  });
}
