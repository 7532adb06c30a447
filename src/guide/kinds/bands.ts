import type { AlertFields, AlertOp } from '../../plan/commitment.ts';
import { type Part, upward } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { topicOf } from '../topic.ts';
import { actionsIn } from '../words/channel.ts';
import { comparisonsIn } from '../words/comparison.ts';
import { conditionsIn, measured, metricNames } from '../words/condition.ts';
import { durationsIn } from '../words/duration.ts';
import { isLatency, metricsIn } from '../words/metric.ts';
import { withDigits } from '../words/numeral.ts';
import { QUANTITY, type Quantity, quantityOf } from '../words/quantity.ts';
import { countedIn, timeWindowIn } from '../words/time-window.ts';
import { readObjectiveRow } from './objective.ts';

/** What a band is called; the name by which its severity is known. Bands that call for nothing have none. */
const LEVELS: readonly (readonly [RegExp, string | null])[] = [
  [/\b(?:crit(?:ical)?|red|fatal|severe)\b/i, 'critical'],
  [/\b(?:emergency|disaster)\b/i, 'emergency'],
  [/\b(?:pag(?:e[sd]?|ing))\b/i, 'page'],
  [/\b(?:warn(?:s|ing|ings)?|amber|yellow|orange|caution)\b/i, 'warning'],
  [/\b(?:error|major)\b/i, 'error'],
  [/\b(?:minor)\b/i, 'minor'],
  [/\b(?:tickets?)\b/i, 'ticket'],
  [/\b(?:info(?:rmation(?:al)?)?|notice)\b/i, 'info'],
  [/\b(?:normal|ok|okay|fine|green|healthy|good|usual|expected)\b/i, null],
];
const NUMBER = new RegExp(`(-)?${QUANTITY}`, 'i');
/** What stands in a piece of a sentence beside its figure: nothing else may. */
const BESIDE_THE_FIGURE =
  /\b(?:at|from|above|over|below|under|if|when|is|are|then|and|or|it|we|on|to|more than|less than|stop\w*|producers?|alert|threshold)\b|[<>=≥≤:;,/()-]/gi;

interface Band {
  readonly level: string | null;
  readonly op: AlertOp | null;
  readonly quantity: Quantity;
  /** Words that stand with the figure and say what is measured. */
  readonly words: string;
  /** How long it has to last, where the band says so itself. */
  readonly windowS: number | null;
}

const levelIn = (text: string): string | null | undefined => LEVELS.find(([word]) => word.test(text))?.[1];

/**
 * Two or more levels in one statement:
 *
 *   "Warn at 70 % CPU, page at 90 %";  "Disk on brokers: 75 % warn / 85 % page";  "Settlements: amber ≥ 0.5 %, red ≥ 2 %"
 */
export function readBands(part: Part): Draft[] {
  if (part.form === 'row' || !/\d/.test(part.text)) return [];
  const pieces = withDigits(part.label === null ? part.text : part.value)
    .split(/\s*[,;/]\s+|\s+\/\s*|\s+(?:and|but)\s+(?=\w+\s+(?:at|from|above|over|below|[<>≥≤]))/)
    .flatMap((piece) => {
      const level = levelIn(piece);
      return level === undefined ? [] : [{ piece, level }];
    });
  if (pieces.length < 2) return [];
  const bands = pieces.flatMap(({ piece, level }): Band[] => {
    const window = timeWindowIn(piece, (rest) => comparisonsIn(rest).length > 0);
    const said = window?.rest ?? piece;
    const [comparison] = comparisonsIn(said);
    const bare = comparison ? null : NUMBER.exec(said);
    if (!comparison && !bare) return [];
    const words = LEVELS.reduce((rest, [word]) => rest.replace(word, ' '), said)
      .replace(NUMBER, ' ')
      .replace(BESIDE_THE_FIGURE, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    const quantity = comparison?.quantity ?? figure(bare!);
    return [{ level, op: comparison?.op ?? null, quantity, words, windowS: window?.seconds ?? null }];
  });
  const said = bands.map(({ words }) => words).find((words) => /\p{L}{3}/u.test(words)) ?? '';
  if (bands.length < 2 || new Set(bands.map(({ level }) => level)).size < bands.length || said.length > 40) return [];
  const name = part.label ?? (said || part.parent?.title || '');
  return alertsOf(bands, name, [name, `${name} ${said}`]).map((fields) => draft(part, fields));
}

/** "over 100,000 for 15 minutes: page" in a list that "Kafka consumer lag:" introduces. */
export function readBandItem(part: Part): Draft[] {
  if (part.label === null || part.form !== 'item' || part.value.split(' ').length > 4) return [];
  const level = levelIn(part.value);
  const text = withDigits(part.label);
  const window = timeWindowIn(text, (rest) => comparisonsIn(rest).length > 0);
  const rest = window?.rest ?? text;
  const [comparison] = comparisonsIn(rest);
  const between = comparison ? null : new RegExp(`^${QUANTITY}\\s*(?:to|-)\\s*\\d`, 'i').exec(rest.trim());
  if (level === undefined || level === null || !(comparison || between)) return [];
  // "Error rate > 1 %: warning" says itself what is measured.
  if (/\p{L}{3}/u.test(rest.slice(0, comparison?.start ?? 0))) return [];
  const quantity = comparison?.quantity ?? quantityOf(between![1]!, between![2], between![3]);
  const about = part.parent?.title ?? '';
  const band: Band = { level, op: comparison?.op ?? '>=', quantity, words: '', windowS: window?.seconds ?? null };
  return alertsOf([band], about, [about]).map((fields) => draft(part, fields));
}

/** | Signal | Warning | Critical | For | with figures in the columns of the levels. */
export function readBandRow(row: Part): Draft[] {
  const columns = row.columns.flatMap((header, n) => {
    const words = header.split(/\s+/);
    const level = n > 0 && words.length <= 3 ? levelIn(header) : undefined;
    return level === undefined ? [] : [{ level, n }];
  });
  if (columns.length < 2 || !columns.some(({ level }) => level !== null)) return [];
  const name = row.cells[0] ?? '';
  const held = row.columns.findIndex((header) => /^(?:for|duration|window|sustained|over)\b/i.test(header));
  const lasting = withDigits(row.cells[held] ?? '');
  const holds = durationsIn(lasting)[0]?.seconds ?? countedIn(`for ${lasting}`)?.seconds ?? null;
  const bands = columns.flatMap(({ level, n }): Band[] => {
    const text = withDigits(row.cells[n] ?? '');
    const window = timeWindowIn(text, (rest) => comparisonsIn(rest).length > 0);
    const said = window?.rest ?? text;
    const [comparison] = comparisonsIn(said);
    const bare = comparison ? null : NUMBER.exec(said);
    if (!comparison && !bare) return [];
    const quantity = comparison?.quantity ?? figure(bare!);
    const words = comparison ? said.slice(0, comparison.start).trim() : '';
    return [{ level, op: comparison?.op ?? null, quantity, words, windowS: window?.seconds ?? holds }];
  });
  // "| Worker | restarts > 5 a day | offline |": a band may name its own measurement, or fail.
  const failed = columns.flatMap(({ level, n }): AlertFields[] =>
    level === null || /\d/.test(row.cells[n] ?? '')
      ? []
      : conditionsIn(row.cells[n] ?? '', [name])
          .filter(({ op }) => op === 'fails' || op === 'absent')
          .map((read) => ({ kind: 'alert', name, ...read, op: read.op!, severity: level, actions: [] })),
  );
  const about = [name, `${name} ${topicOf(row.parent!) ?? ''}`];
  const alerts = [...alertsOf(bands, name, about), ...failed];
  // | Signal | Target | Warning | Critical |: the band that is aimed at.
  const aimed =
    alerts.length > 0 && row.columns.some((header) => /^targets?$/i.test(header)) ? readObjectiveRow(row) : [];
  return [...aimed, ...alerts.map((fields) => draft(row, fields))];
}

/** "- **Warning (80 %)**: mail to the desk" under "Budget alerts": the level and its share of what the title is about. */
export function readBandLabel(part: Part): Draft[] {
  const [, named, share] = /^(\p{L}+)(?: \p{L}+)? \(?(?:[>≥]=? ?|at )?(\d{1,3}) ?%\)?$/iu.exec(part.label ?? '') ?? [];
  const level = named ? levelIn(named) : null;
  if (!level || !part.value) return [];
  const about = [...upward(part)].slice(1).map(({ title }) => title.replace(/\bbudgets?\b/gi, 'cost'));
  const metric = about.flatMap((title) => metricsIn(title))[0];
  if (!metric) return [];
  return [
    draft(part, {
      kind: 'alert',
      name: part.label,
      metric,
      op: '>=',
      value: Number(share),
      unit: '%',
      windowS: null,
      severity: level,
      actions: actionsIn(part.value),
    }),
  ];
}

function alertsOf(bands: readonly Band[], name: string, about: readonly string[]): AlertFields[] {
  const named = metricNames(name, about);
  return bands.flatMap((band) => {
    if (band.level === null) return [];
    const own = named[0]?.startsWith('x:') ? metricsIn(band.words) : [];
    return (own.length > 0 ? own : named).map((metric): AlertFields => {
      const op = band.op ?? directionOf(bands, metric);
      const read = measured(
        metric,
        { op: op === 'fails' || op === 'absent' ? '>' : op, quantity: band.quantity },
        band.windowS,
      );
      return {
        kind: 'alert',
        name: name || null,
        ...read,
        op: read.op ?? '>',
        severity: band.level,
        actions: actionsIn(band.level ?? ''),
      };
    });
  });
}

/** A worse band lies farther out: rising figures mean "more is worse", falling ones the reverse. */
function directionOf(bands: readonly Band[], metric: string): AlertOp {
  const amounts = bands.filter(({ op }) => op === null).map(({ quantity }) => quantity.seconds ?? quantity.amount);
  const named = bands.find(({ op, level }) => op !== null && level !== null)?.op;
  if (amounts.length < 2)
    return named ?? (isLatency(metric) || !/availab|hit|success|free/i.test(metric) ? '>=' : '<=');
  const critical = bands.findIndex(({ level }) => level !== 'warning' && level !== 'info' && level !== null);
  const rises = amounts.at(-1)! >= amounts[0]!;
  return rises === critical > 0 ? '>=' : '<=';
}

function figure(found: RegExpExecArray): Quantity {
  const quantity = quantityOf(found[2]!, found[3], found[4]);
  return found[1] && found.index === 0 ? { ...quantity, amount: -quantity.amount } : quantity;
}
