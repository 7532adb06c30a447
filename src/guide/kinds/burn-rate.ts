import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { actionsIn } from '../words/channel.ts';
import { durationsIn } from '../words/duration.ts';
import { withDigits } from '../words/numeral.ts';
import { severityIn } from '../words/severity-name.ts';
import { cell } from './columns.ts';

/** | Burn rate | Long window | Short window | Reaction |: how fast a budget may be spent. */
export function readBurnRow(row: Part): Draft[] {
  const at = row.columns.findIndex((header) => /\bburn/i.test(header));
  const value = /\d+(?:\.\d+)?/.exec(row.cells[at] ?? '')?.[0];
  if (at < 0 || !value) return [];
  const windows = row.columns.flatMap((header, n) =>
    n !== at && /\bwindow\b|\blook-?back\b/i.test(header) ? [row.cells[n] ?? ''] : [],
  );
  const said = row.cells.filter((_, n) => n !== at).join(' ');
  const severity = severityIn(cell(row, 'severity') || cell(row, 'action')) ?? severityIn(said);
  return [burn(row, Number(value), longestIn(windows), severity, actionsIn(said))];
}

const RATE = /(\d+(?:\.\d+)?)\s?[x×](?![\w])\s*((?:\([^)]*\)|[^,;()]*?(?=,|;|\band\b|$))?)/giu;

/** "Burn rate alarms fire at 14.4x (a budget gone in 2 h), 6x (in 5 h)": one alert for each rate. */
export function readBurnSentence(part: Part): Draft[] {
  if (part.form === 'row' || !/\bburn[\s-]?rates?\b/i.test(part.text)) return [];
  const text = withDigits(part.text);
  const rates = [...text.matchAll(RATE)];
  if (rates.length === 0) return [];
  const severity = severityIn(text.slice(0, rates[0]!.index));
  return rates.map(([, value, said]) =>
    burn(part, Number(value), lastIn(said ?? ''), severityIn(said ?? '') ?? severity, actionsIn(said ?? '')),
  );
}

const longestIn = (windows: readonly string[]): number | null =>
  windows
    .flatMap((words) => durationsIn(withDigits(words)))
    .map(({ seconds }) => Math.round(seconds))
    .sort((a, b) => b - a)[0] ?? null;

const lastIn = (text: string): number | null => {
  const last = durationsIn(text).at(-1);
  return last ? Math.round(last.seconds) : null;
};

function burn(
  part: Part,
  value: number,
  windowS: number | null,
  severity: string | null,
  actions: readonly string[],
): Draft {
  const name = `burn rate ${value}`;
  return draft(part, {
    kind: 'alert',
    name,
    metric: 'x:burn rate',
    op: '>',
    value,
    unit: 'x',
    windowS,
    severity,
    actions,
  });
}
