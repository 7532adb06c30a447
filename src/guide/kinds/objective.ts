import type { ObjectiveFields } from '../../plan/commitment.ts';
import { type Part, sectionOf } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { topicAbove } from '../topic.ts';
import { comparisonsIn } from '../words/comparison.ts';
import { durationsIn } from '../words/duration.ts';
import { metricsIn, ranksIn } from '../words/metric.ts';
import { withDigits } from '../words/numeral.ts';
import { cell, has, headerOf } from './columns.ts';
import { budgetIn, readDowntime } from './error-budget.ts';
import { environmentIn, periodSeconds, targetIn } from './target.ts';

/** | Staging | 98% | 14 hours/month |   and   | Search latency (p99) | <900ms | of the gateway | */
export function readObjectiveRow(row: Part): Draft[] {
  if (!has(row, 'target') || topicAbove(row) === 'contacts') return [];
  // | Target | Value | over | p95 | < 2 s |: the figure stands beside what it is of.
  const figure = row.columns.length === 2 && /^[<>≤≥]/.test(row.cells[1] ?? '') ? row.cells[1]! : null;
  const target = figure ?? cell(row, 'target');
  const measurement = cell(row, 'measurement');
  const subject = cell(row, 'metric') || cell(row, 'service') || (has(row, 'environment') ? '' : (row.cells[0] ?? ''));
  const header = row.columns[row.cells.indexOf(target)] ?? '';
  const titles = sectionOf(row).reverse();
  const first = row.cells[0] ?? '';
  const type = row.cells[row.columns.findIndex((heading) => /^(?:type|kind|dimension|sli type)$/i.test(heading))] ?? '';
  // Of a measurement told in a whole sentence, the row's own name is its name.
  const named =
    metricsIn(subject).length === 0 && subject.split(' ').length > 6 && first
      ? first
      : type
        ? metricsIn(type).length > 0
          ? type
          : `${subject} ${type}`
        : subject;
  const sli = figure
    ? [first, `${first} ${titles[0] ?? ''}`]
    : named
      ? [named, `${named} ${measurement}`]
      : [header, ...titles];
  const environment = environmentIn(cell(row, 'environment') || (subject ? '' : (row.cells[0] ?? '')));
  const read = targetIn(target, sli);
  if (!read) return [];
  const downtime =
    [cell(row, 'downtime'), measurement, target].find(
      (words) => /\bdowntime\b/i.test(words) || (words && words === cell(row, 'downtime')),
    ) ?? '';
  const spent = headerOf(row, 'downtime');
  const budget = budgetIn(downtime, read.sli, /\d/.test(spent) ? spent : 'downtime', read.value);
  const objective = {
    ...read,
    environment,
    windowS: budget?.periodS ?? read.windowS ?? periodSeconds(cell(row, 'window')),
  };
  return [draft(row, objective), ...(budget ? [draft(row, budget)] : [])];
}

/** What a column of a table of targets is no target of, though it names a time or an outage. */
const NO_TARGET = /\b(?:downtime|budget|current|actual|measured|window|alert|warn\w*|critical|resol\w+|time-?out)\b/i;

/** | Service | Availability SLO | p95 latency | Error rate |: a target for each column that names a measurement. */
export function readObjectiveColumns(row: Part): Draft[] {
  const promised = topicAbove(row) === 'objectives';
  const headers = row.columns.map((header) =>
    header.replace(/\b(?:slo|sla|targets?|objectives?|goal)s?\b/gi, ' ').trim(),
  );
  const answers = headers.some((header) => /\bresol(?:ution|ve)|\bsupport\b/i.test(header));
  const named = headers.flatMap((header, n) =>
    n > 0 &&
    !NO_TARGET.test(header) &&
    !(answers && /\brespon/i.test(header)) &&
    (promised || header !== row.columns[n]) &&
    (metricsIn(header).length > 0 || ranksIn(header).length > 0)
      ? [{ header, n }]
      : [],
  );
  if (named.length === 0 || (named.length < 2 && (!promised || has(row, 'target') || has(row, 'metric')))) return [];
  const subject = row.cells[0] ?? '';
  const spent = row.columns.findIndex((header) => /\bdowntime\b/i.test(header));
  return named.flatMap(({ header, n }) => {
    const read = /\d/.test(row.cells[n] ?? '') ? targetIn(row.cells[n]!, [header, `${header} ${subject}`]) : null;
    if (!read) return [];
    const environment = environmentIn(subject);
    const budget =
      read.sli === 'availability'
        ? budgetIn(
            row.cells[spent] ?? (/\bdowntime\b/i.test(row.cells[n]!) ? row.cells[n]! : ''),
            read.sli,
            'downtime',
            read.value,
          )
        : null;
    const windowS = read.windowS ?? periodSeconds(row.columns[n]!) ?? budget?.periodS ?? null;
    return [draft(row, { ...read, windowS, environment }), ...(budget ? [draft(row, budget)] : [])];
  });
}

/** "- **Target**: 95th percentile < 500ms" under "### Latency SLO", with the measurement beside it. */
export function readObjectiveLabel(part: Part): Draft[] {
  if (!part.label || !A_PROMISE.test(part.label)) return [];
  const indicators = part.parent?.children.filter((other) => INDICATOR.test(other.label ?? '')) ?? [];
  // Of several indicators under one title, a target is of the one above it.
  const above = indicators.filter(({ line }) => line < part.line).at(-1);
  const beside = indicators.length > 1 && above ? [above] : indicators;
  const title = part.parent?.title ?? '';
  const measures = beside.map((other) => other.value);
  const about = indicators.length > 1 ? [...measures, title] : [title, ...measures];
  const read = targetIn(part.value, about);
  if (!read) return [];
  // "The endpoint answers with the p95 latency" above it says which latency.
  const ranks = read.unit === 'ms' && /^latency_avg$|^x:/.test(read.sli) ? ranksIn(prose(part)) : [];
  const told = ranks.length === 1 ? metricsIn(`p${ranks[0]} latency`)[0] : undefined;
  return overWindow(part, [
    draft(part, { ...read, sli: told ?? read.sli, environment: environmentIn(title) }),
    ...readDowntime(part, read.sli),
  ]);
}

/** What the sentences beside and above a statement say. */
const prose = ({ parent }: Part): string =>
  [parent, ...(parent?.children ?? [])]
    .flatMap((part) => (part && part.form !== 'fence' && !(part.label && part.value) ? [part.text] : []))
    .join('. ');

/** "Hit ratio of the cache (target: >70%)", "Uptime (target: 98%)", "p99 latency - goal below 2 s". */
export function readTargetRemark(part: Part): Draft[] {
  const remark = /[(\s-]+(?:target|goal|objective|slo)(?:\s*(?::|is|of|=)\s*|\s+(?=[<>≥≤\d]))([^)]+)\)?/i.exec(
    part.text,
  );
  if (!remark || part.text.indexOf(remark[0]) === 0) return [];
  const read = targetIn(remark[1]!, [part.text.slice(0, remark.index), part.text]);
  return read ? withBudget(part, read) : [];
}

/** How it is measured, which promises nothing itself. */
const INDICATOR =
  /^(?:measur\w*|metric|sli\b|indicator|(?:monitoring|reporting|review|evaluation|check) (?:method|frequency|interval|window|period)\b)/i;
const A_PROMISE = /^(?:targets?|objectives?|slos?|slas?|goals?|promises?)$/i;
const WINDOW = /^(?:(?:measurement|evaluation|compliance|rolling|slo|time) )?(?:window|period)$/i;

/** A line under a title about objectives: "API availability: 99.95 % over 30 days", "95 % of requests under 300 ms". */
export function readObjectiveLine(part: Part): Draft[] {
  const beside = part.parent?.children.filter((other) => other !== part) ?? [];
  if (INDICATOR.test(part.label ?? '') && beside.some(({ label }) => A_PROMISE.test(label ?? ''))) return [];
  return overWindow(part, readPromise(part));
}

/** Over what a promise is measured, where the line beside it says so: "Measurement window: 28 days". */
function overWindow(part: Part, read: readonly Draft[]): Draft[] {
  const beside = WINDOW.test(part.label ?? '')
    ? null
    : part.parent?.children.find(({ label }) => WINDOW.test(label ?? ''));
  const windowS = beside ? periodSeconds(beside.value) : null;
  return read.map((each) => {
    if (windowS === null || each.fields.kind !== 'objective' || each.fields.windowS !== null) return each;
    return { ...each, fields: { ...each.fields, windowS } };
  });
}

function readPromise(part: Part): Draft[] {
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
  return withBudget(part, read);
}

/** The objective, and what it leaves where the line says so: "99.9 % (8.76 hours of downtime a year)". */
function withBudget(part: Part, read: ObjectiveFields): Draft[] {
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
  // "p50/p95: reads < 120ms/400ms; writes < 250ms/900ms": every subject has a figure for each rank.
  const subjects = ranks.length > 1 ? withDigits(part.value).split(/;\s+|,\s+/) : [];
  const figures = subjects.map((subject) => /^(.*?)\s*([<≤]?)\s*(\d[^<≤]*?)\.?$/.exec(subject));
  if (figures.length > 0 && figures.every((found) => (found?.[3] ?? '').split('/').length === ranks.length))
    return figures.flatMap((found) =>
      found![3]!
        .split(/\s*\/\s*/)
        .flatMap((value, n) =>
          targetDraft(part, `${found![2] || '<'} ${value}`, [`p${ranks[n]} response time ${found![1]}`]),
        ),
    );
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

const PROMISED = /\b(?:targets?|uptime|availability|available|slos?|slas?|goal|guarantee\w*)\b/i;

/** A title that says its target: "Tier 1 - Critical path (99.9% uptime target)", "Latency (target: p95 < 300 ms)". */
export function readTargetTitle(part: Part): Draft[] {
  const remark =
    part.form === 'heading' || part.form === 'lead-in' ? /\(([^()]*\d[^()]*)\)/.exec(part.title)?.[1] : null;
  if (!remark || !PROMISED.test(remark) || /\balert|\bdowntime\b/i.test(remark)) return [];
  const read = targetIn(remark.replace(/^(?:targets?|goal|slo|sla)\s*:\s*/i, ''), [remark, part.title]);
  return read
    ? [draft(part, { ...read, environment: environmentIn(part.title) }, { endLine: part.line, text: part.text })]
    : [];
}
