import type { ErrorBudgetFields, ObjectiveFields, Op } from '../../plan/commitment.ts';
import { type Part, sectionOf } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { PERIOD_SECONDS, periodIn } from '../words/cadence.ts';
import { comparisonsIn } from '../words/comparison.ts';
import { measured, metricNames } from '../words/condition.ts';
import { durationsIn } from '../words/duration.ts';
import { isLatency, metricsIn, ranksIn } from '../words/metric.ts';
import { withDigits } from '../words/numeral.ts';
import { QUANTITY, quantityOf } from '../words/quantity.ts';
import { cell, has } from './columns.ts';

const ENVIRONMENT =
  /\b(production|acceptance|prod|staging|development|dev|test|qa|uat|pre-?prod(?:uction)?|sandbox)\b/i;
const ENVIRONMENTS: Readonly<Record<string, string>> = { prod: 'production', dev: 'development' };

/** | Staging | 98% | 14 hours/month |   and   | Search latency (p99) | <900ms | of the gateway | */
export function readObjectiveRow(row: Part): Draft[] {
  if (!has(row, 'target')) return [];
  const target = cell(row, 'target');
  const measurement = cell(row, 'measurement');
  const subject = cell(row, 'metric') || cell(row, 'service') || (has(row, 'environment') ? '' : (row.cells[0] ?? ''));
  const header = row.columns[row.cells.indexOf(target)] ?? '';
  const titles = sectionOf(row).reverse();
  const sli = subject ? [subject, `${subject} ${measurement}`] : [header, ...titles];
  const environment = environmentIn(cell(row, 'environment') || (subject ? '' : (row.cells[0] ?? '')));
  const read = targetIn(target, sli);
  if (!read) return [];
  const downtime =
    [cell(row, 'downtime'), measurement].find(
      (words) => /\bdowntime\b/i.test(words) || (words && words === cell(row, 'downtime')),
    ) ?? '';
  const budget = budgetIn(downtime, read.sli, 'downtime', read.value);
  const objective = {
    ...read,
    environment,
    windowS: budget?.periodS ?? read.windowS ?? periodSeconds(cell(row, 'window')),
  };
  return [draft(row, objective), ...(budget ? [draft(row, budget)] : [])];
}

/** "- **Target**: 95th percentile < 500ms" under "### Latency SLO", with the measurement beside it. */
export function readObjectiveLabel(part: Part): Draft[] {
  if (!part.label || !/^(?:target|objective|goal|slo|sla|promise)$/i.test(part.label)) return [];
  const indicators = part.parent?.children.filter((other) => INDICATOR.test(other.label ?? '')) ?? [];
  // Of several indicators under one title, a target is of the one above it.
  const above = indicators.filter(({ line }) => line < part.line).at(-1);
  const beside = indicators.length > 1 && above ? [above] : indicators;
  const title = part.parent?.title ?? '';
  const measures = beside.map((other) => other.value);
  const about = indicators.length > 1 ? [...measures, title] : [title, ...measures];
  const read = targetIn(part.value, about);
  return read ? [draft(part, { ...read, environment: environmentIn(title) })] : [];
}

/** "Hit ratio of the cache (target: >70%)", "Uptime (target: 98%)", "p99 latency - goal below 2 s". */
export function readTargetRemark(part: Part): Draft[] {
  const remark = /[(\s-]+(?:target|goal|objective|slo)(?:\s*(?::|is|of|=)\s*|\s+(?=[<>≥≤\d]))([^)]+)\)?/i.exec(
    part.text,
  );
  if (!remark || part.text.indexOf(remark[0]) === 0) return [];
  const read = targetIn(remark[1]!, [part.text.slice(0, remark.index), part.text]);
  return read ? [draft(part, { ...read, environment: environmentIn(part.text) })] : [];
}

const INDICATOR = /^(?:measure|metric|sli\b|indicator)/i;

/** A line under a title about objectives: "API availability: 99.95 % over 30 days", "95 % of requests under 300 ms". */
export function readObjectiveLine(part: Part): Draft[] {
  if (INDICATOR.test(part.label ?? '') && part.parent?.children.some(({ label }) => /^target$/i.test(label ?? '')))
    return [];
  const share =
    /(\d+(?:\.\d+)?)\s?(?:%|percent) of (?:all |the )?(.+?)\s+(?:(?:are|is|must|should|complete[sd]?|answer(?:ed)?|finish(?:ed)?|served|return(?:ed)?)\s+)*(?:within|under|below|in|faster than|less than|<)\s*(.+)$/i.exec(
      withDigits(part.text),
    );
  const rank = share && ['50', '95', '99'].find((each) => each === share[1]);
  if (share && rank && !/\b(?:days?|weeks?|months?)\b/i.test(share[3]!)) {
    const read = targetIn(`< ${share[3]}`, [`p${rank} response time ${share[2]}`]);
    if (read) return [draft(part, { ...read, environment: environmentIn(part.text) })];
  }
  const several = [...shares(part), ...clauses(part)];
  if (several.length > 0) return several;
  const read = targetIn(
    part.label ? part.value : part.text,
    [part.label ? `${part.label} ${part.value}` : part.text, part.label ?? '', ...sectionOf(part).reverse()].filter(
      Boolean,
    ),
  );
  if (!read) return [];
  const budget = budgetIn(part.text, read.sli, 'downtime', read.value);
  // "Downtime shall not exceed 45 minutes a month" is what an objective leaves, not a response time.
  if (budget && read.unit === 'ms' && /\bdowntime\b/i.test(part.text))
    return [draft(part, { ...budget, objective: 'availability' })];
  return [
    draft(part, { ...read, environment: environmentIn(part.text) }),
    ...(budget && /\bdowntime\b/i.test(part.text) ? [draft(part, budget)] : []),
  ];
}

/** "MTTA < 5 min, MTTR < 60 min, false alarms below 10 %"; "P50/P90 query time: 2 s / 10 s"; a target for each environment. */
function clauses(part: Part): Draft[] {
  const text = withDigits(part.text);
  const ranks = part.label ? ranksIn(part.label) : [];
  const values = part.value.split(/\s*\/\s+|\s+\/\s*/);
  if (ranks.length > 1 && values.length === ranks.length) {
    const what = part.label!.replace(/\bp\d+(?:\.\d+)?\b\/?/gi, '').trim();
    return values.flatMap((value, n) => targetDraft(part, value, [`p${ranks[n]} ${what}`]));
  }
  const pieces = text.split(/,\s+(?:and\s+)?|;\s+|\s+and\s+(?=[^,;]*\d)/).filter((piece) => /\d/.test(piece));
  const labels = pieces.map((piece) => /^([\p{L} -]{3,40}):\s*(\d.*)$/u.exec(piece.trim()));
  if (labels.length > 1 && labels.every((found) => found !== null))
    return labels.flatMap((found) => targetDraft(part, found![2]!, [found![1]!]));
  const environments = pieces.map(environmentIn);
  const byEnvironment = new Set(environments).size === pieces.length && !environments.includes(null);
  const told = pieces.filter((piece) => comparisonsIn(piece).length === 1);
  if (pieces.length < 2 || !(byEnvironment || told.length === pieces.length) || /\bdowntime\b/i.test(text)) return [];
  return pieces.flatMap((piece) => {
    const own = metricsIn(piece).length > 0 || !byEnvironment ? [piece] : [text];
    return targetDraft(part, piece, own);
  });
}

function targetDraft(part: Part, text: string, about: readonly string[]): Draft[] {
  const read = targetIn(text, about);
  return read ? [draft(part, { ...read, environment: environmentIn(text) })] : [];
}

/** "Error budget: 21.6 min/month" wherever it stands. */
export function readBudgetLabel(part: Part): Draft[] {
  const budget = /\berror budget\b/i.test(part.label ?? '')
    ? budgetIn(part.value, 'availability', periodIn(part.value) ?? 'month', null)
    : null;
  return budget ? [draft(part, budget)] : [];
}

/** "The error budget is 0.05 % of requests over 28 days"; "… is 43.2 minutes a month". */
export function readBudgetRemark(part: Part): Draft[] {
  const said =
    /^(?:the |our |this |an )?(?:monthly |weekly |quarterly )?error budget (?:is|of|amounts to|equals)\s+(.+)$/i.exec(
      withDigits(part.text),
    )?.[1];
  if (!said) return [];
  const share = /^(?:about |roughly )?(\d+(?:\.\d+)?)\s?(?:%|percent)/i.exec(said)?.[1];
  if (share) {
    const over =
      /\b(?:over|in|per|every|each|within)\s+(?:a |any |the last |rolling )*((?:\d+[\s-]?)?(?:days?|weeks?|months?|quarters?|years?))/i.exec(
        said,
      )?.[1];
    const allowedRatio = Number((Number(share) / 100).toPrecision(12));
    return [
      draft(part, {
        kind: 'error-budget',
        objective: 'availability',
        allowedS: null,
        allowedRatio,
        periodS: over ? periodSeconds(over) : null,
      }),
    ];
  }
  const budget = budgetIn(said, 'availability', periodIn(part.text) ?? 'month', null);
  return budget ? [draft(part, budget)] : [];
}

const WITHIN = '(?:within|under|below|in less than|in under|faster than|in|<|≤)\\s*(?:<|≤)?\\s*';
const SHARE_THEN_TIME = new RegExp(
  `(\\d{2}(?:\\.\\d+)?)\\s?(?:%|percent|per cent)(?:\\s+of\\s+(?:all |the )?(.+?))?\\s+${WITHIN}(\\d[^,;]*)`,
  'i',
);
const TIME_THEN_SHARE =
  /^(.+?)\s+(?:within|under|below|in less than)\s+(\d[^,;]*?)\s+(?:of .{0,30}?)?(?:in|for)\s+(\d{2}(?:\.\d+)?)\s?(?:%|(?:percent|per cent)\b)/i;

/** "90 % of calls within 300 ms and 99 % within 1 second"; "visible within 2 minutes in 95 % of cases" as percentiles. */
function shares(part: Part): Draft[] {
  const text = withDigits(part.text);
  let subject = '';
  return text.split(/\s+and\s+(?=\d)|,\s+(?=\d)/).flatMap((piece) => {
    const [, share, what, time] = SHARE_THEN_TIME.exec(piece) ?? [];
    const [, said, limit, part_] = share ? [] : (TIME_THEN_SHARE.exec(piece) ?? []);
    subject = what ?? said ?? subject;
    const [first] = durationsIn(time ?? limit ?? '');
    if (!first || first.seconds >= 86_400 || (time !== undefined && first.start > 0)) return [];
    const words = subject
      .replace(/\b(?:must|shall|should|are|is|be|answered|served|complete[sd]?|finish(?:ed)?|return(?:ed)?)\b/gi, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    return targetDraft(part, `< ${(time ?? limit)!}`, [`p${share ?? part_} response time ${words}`]);
  });
}

/** Prose: "We promise 99.9 % availability a month", "p95 latency must stay under 300 ms". */
export function readObjectiveSentence(part: Part): Draft[] {
  if (
    !/\b(?:(?:is|are) available \d|we (?:promise|commit|aim|guarantee|target)|(?:must|should|shall|has to|have to) (?:always )?(?:stay|remain|be|keep|ensure|guarantee|provide|not exceed)|our (?:target|objective|goal)|is our (?:target|goal))\b/i.test(
      part.text,
    )
  )
    return [];
  const promised = shares(part);
  if (promised.length > 0) return promised;
  return metricsIn(part.text).length > 0 ? readObjectiveLine(part) : [];
}

/** "98% availability leaves 14 hours of downtime"; "one failed payment in 500" */
export function readBudgetLine(part: Part): Draft[] {
  const failing =
    /^(?:\D{0,30})(\d+(?:\.\d+)?)\s?% (?:failure|failed|error|of (?:all )?(?:requests|runs|jobs|calls))/i.exec(
      part.text,
    )?.[1];
  if (failing) {
    const [over] = durationsIn(part.text);
    const allowedRatio = Number((Number(failing) / 100).toPrecision(12));
    return [
      draft(part, {
        kind: 'error-budget',
        objective: 'error_rate',
        allowedS: null,
        allowedRatio,
        periodS: over ? Math.round(over.seconds) : null,
      }),
    ];
  }
  const period = periodIn([part.text, part.parent?.title ?? '', ...sectionOf(part)].join(' '));
  const target = /(\d+(?:\.\d+)?)\s?%/.exec(part.text)?.[1];
  const [named] = metricNames(part.text, []);
  const sli = named === 'health' ? 'availability' : named!;
  const budget = budgetIn(part.text, sli, period ?? 'month', target ? Number(target) : null);
  return budget ? [draft(part, budget)] : [];
}

function targetIn(text: string, about: readonly string[]): ObjectiveFields | null {
  const said = withDigits(text);
  const period =
    /\b(?:over|per|in|within|each|every|a)\s+(?:a |any |the last |rolling )*(?:\d+[\s-]?)?(?:days?|weeks?|months?|quarters?|years?)\b|\/\s?(?:month|year|week)|\b(?:monthly|weekly|quarterly|yearly)\b/i.exec(
      said,
    );
  const rest = period ? said.replace(period[0], ' '.repeat(period[0].length)) : said;
  const [comparison] = comparisonsIn(rest);
  const own = metricsIn(rest);
  const sli =
    own.length > 0 && !(own[0] === 'latency_avg' || own[0] === 'error_rate')
      ? own[0]!
      : metricNames(about[0] ?? text, about.slice(1))[0]!;
  const bare = comparison
    ? null
    : new RegExp(QUANTITY, 'i').exec(rest.replace(/\bp(?:50|90|95|99)\b|\b\d{2}th percentile/gi, ' '));
  if (!comparison && !(bare?.[2] && /%|percent|ms|s/i.test(bare[2]))) return null;
  const threshold = comparison ?? { op: defaultOp(sli), quantity: quantityOf(bare![1]!, bare![2], bare![3]) };
  const { op, value, unit } = measured(sli, threshold, null);
  return {
    kind: 'objective',
    sli,
    op: op as Op,
    value,
    unit,
    windowS: period ? periodSeconds(period[0]) : null,
    environment: null,
  };
}

/** What a bare target means: less is better for times and errors, more for anything else. */
function defaultOp(sli: string): Op {
  return isLatency(sli) || /error|fail|restart|queue|cost|used|cpu|memory/i.test(sli) ? '<=' : '>=';
}

function periodSeconds(text: string): number | null {
  const [counted] = durationsIn(text);
  return counted
    ? Math.round(counted.seconds)
    : (PERIOD_SECONDS[periodIn(text) ?? /(day|week|month|quarter|year)/i.exec(text)?.[1]?.toLowerCase() ?? ''] ?? null);
}

/** "14 hours/month" → 50400 s a month; "one failed payment in 500" → 0.002. */
function budgetIn(text: string, sli: string, period: string, target: number | null): ErrorBudgetFields | null {
  const said = withDigits(text);
  const named = periodIn(said) ?? (PERIOD_SECONDS[period] ? period : null);
  const ratio = /(\d[\d,]*)\s+(?:\w+\s+){0,3}(?:per|in|of|out of)\s+(?:every\s+)?(\d[\d,]*)/i.exec(said);
  const base = { kind: 'error-budget', objective: sli } as const;
  if (ratio && sli !== 'availability') {
    const [part, whole] = [Number(ratio[1]!.replaceAll(',', '')), Number(ratio[2]!.replaceAll(',', ''))];
    if (whole > 0 && part <= whole)
      return { ...base, allowedS: null, allowedRatio: part / whole, periodS: PERIOD_SECONDS[named ?? ''] ?? null };
  }
  const [allowed] = durationsIn(said.replace(/\b(?:over|in|per)\s+(?:\d+\s*)?(?:days?|months?|weeks?|years?)/gi, ' '));
  if (!allowed || allowed.seconds >= (PERIOD_SECONDS[named ?? ''] ?? 86_400 * 3)) return null;
  const allowedS = Math.round(allowed.seconds);
  const periodS = named === 'month' ? monthOf(allowedS, target) : (PERIOD_SECONDS[named ?? ''] ?? null);
  return { ...base, allowedS, allowedRatio: null, periodS };
}

/** A month as the guide itself reckons it: 43.8 minutes at 99.9 % are of 30.4 days, 43.2 minutes of 30. */
function monthOf(allowedS: number, target: number | null): number {
  const implied = target !== null && target < 100 ? allowedS / (1 - target / 100) : 2_592_000;
  return Math.abs(implied - 2_628_000) < Math.abs(implied - 2_592_000) ? 2_628_000 : 2_592_000;
}

function environmentIn(text: string): string | null {
  const word = ENVIRONMENT.exec(text)?.[1]?.toLowerCase() ?? null;
  return word ? (ENVIRONMENTS[word] ?? word) : null;
}
