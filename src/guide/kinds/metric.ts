import type { Op } from '../../plan/commitment.ts';
import { METRIC_NAMES } from '../../plan/metric-name.ts';
import { type Part, upward } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { isUnderRhythm, topicAbove } from '../topic.ts';
import { conditionsIn, metricNames } from '../words/condition.ts';
import { metricsIn, otherMetric } from '../words/metric.ts';
import { isOrder } from '../words/order.ts';
import { namesTool } from '../words/tool.ts';
import { has } from './columns.ts';
import { isAboutSection, isAboutWork, listed } from './labels.ts';

const CANONICAL: ReadonlySet<string> = new Set(METRIC_NAMES);

/**
 * A line under a title about measurements: "Errors (< 2% of 4xx, < 0.5% of 5xx)", "**Load**: CPU of the containers",
 * "Database DTU/CPU usage".
 */
export function readMetricLine(part: Part): Draft[] {
  if (
    (part.form === 'line' && metricsIn(part.text).length === 0) ||
    (isAboutWork(part) && isUnderRhythm(part)) ||
    isAboutSection(part)
  )
    return [];
  if (part.label === null && (isRemedy(part.text) || DESCRIBES.test(part.text))) return [];
  // What is said of a tool is a measurement only where it names one.
  const above = part.parent?.form === 'heading' ? part.parent.title.replace(/\s*\(.*\)$/, '') : '';
  if (namesTool(above) && above.split(' ').length <= 2 && (metricsIn(part.text).length === 0 || isOfATool(part)))
    return [];
  // A title over lists of its own states nothing.
  if (part.form === 'lead-in' && part.text.endsWith(':') && conditionsIn(part.text, []).every(({ op }) => op === null))
    return [];
  const about = databaseAbove(part);
  if (part.label) return labelledMetric(part, about);
  return twins(part.text)
    .flatMap(severally)
    .flatMap((text) =>
      conditionsIn(text, about).map(({ metric, op, value, unit }) =>
        draft(part, { kind: 'metric', metric: named(metric, text), op: asOp(op, value), value, unit }),
      ),
    );
}

/** "Request rate and latency (p50, p95)" → both; "Latency and accuracy" names one. */
function severally(text: string): string[] {
  const pieces = text.split(/\s+(?:and|&)\s+(?![^(]*\))/);
  const named = pieces.map((piece) => metricsIn(piece));
  const all = named.flat();
  const whole = metricsIn(text);
  const isSeveral = pieces.length > 1 && named.every(({ length }) => length > 0) && new Set(all).size === all.length;
  return isSeveral && all.some((metric) => !whole.includes(metric)) && !/[<>≥≤]/.test(text) ? pieces : [text];
}

const isOfATool = (part: Part): boolean =>
  /^(?:type|url|interval|free|plan|pricing|contacts?|alert contacts|website|cost|licen[cs]e)$/i.test(part.label ?? '');

/** What a part of the system does: "Runs in the background", "Automatically stops with the service". */
const DESCRIBES =
  /^(?:automatically|(?:runs|evaluates|starts|sends|triggers|integrates|maintains|provides|collects|captures|detects|stores|exports|exposes|supports|handles|generates|uses|allows|enables|creates|writes|reads|keeps|shows|displays|logs(?! (?:per|in|of)\b))(?=\s))/i;

/** "Add missing indexes", "Restart the pool" change something; "Track log-ins" and "Check the lag" watch it. */
const isRemedy = (text: string): boolean =>
  isOrder(text) &&
  !/\b(?:results?|status|times?|durations?|rates?|counts?|age|size|lag|latency|usage|depth|trends?)$/i.test(text) &&
  !/^(?:please )?(?:measure|monitor|record|report|request|release|retry|track|watch|scan|page|load)\b/i.test(text) &&
  (metricsIn(text).length === 0 ||
    !/^(?:check|compare|inspect|review|look|see|verify|analy[sz]e|audit)\b/i.test(text)) &&
  !/[<>≥≤]/.test(text);

/** A table under a title about measurements: | Error rate | Sentry | */
export function readMetricRow(row: Part): Draft[] {
  const said = row.cells[0] ?? '';
  if (topicAbove(row) !== 'metrics' || has(row, 'url')) return [];
  const figure = row.cells.slice(1).find((words) => /^[<>≤≥]/.test(words));
  const title = row.parent?.title ?? '';
  if (figure)
    return conditionsIn(figure.replace(/\s*\(.*$/, ''), [said, `${said} ${title}`]).map(({ metric, op, value, unit }) =>
      draft(row, { kind: 'metric', metric, op: asOp(op, value), value, unit }),
    );
  if (metricsIn(said).length === 0) return [];
  return metricNames(said, databaseAbove(row)).map((metric) =>
    draft(row, { kind: 'metric', metric, op: null, value: null, unit: null }),
  );
}

/** Advice to watch something: "**Pool**: keep an eye on open connections". */
export function readMetricAdvice(part: Part): Draft[] {
  return /\b(?:monitor|watch|track|keep an eye on|observe)\b/i.test(part.text) && metricsIn(part.text).length > 0
    ? readMetricLine(part)
    : [];
}

/** A part of the system whose name goes with each of its measurements: "Cache: hit rate, memory usage". */
const COMPONENT = /\b(?:cache|redis|databases?|db|postgres\w*|mysql|queues?|kafka|brokers?)\b/i;

/** "Infrastructure: CPU, memory, network I/O": a measurement each. */
function listedMetrics(part: Part): Draft[] {
  const pieces = listed(part.value);
  const isList =
    pieces.length > 1 &&
    pieces.every((piece) => piece.split(' ').length <= 4 && !/[\d<>≥≤:()]/.test(piece)) &&
    pieces.filter((piece) => metricsIn(piece).length > 0).length * 2 >= pieces.length;
  if (!isList) return [];
  const component = COMPONENT.exec(part.label!)?.[0];
  return pieces.map((piece) => {
    const text = component && !COMPONENT.test(piece) ? `${component} ${piece}` : piece;
    const [metric] = metricsIn(text);
    return draft(part, { kind: 'metric', metric: metric ?? otherMetric(text), op: null, value: null, unit: null });
  });
}

function labelledMetric(part: Part, about: readonly string[]): Draft[] {
  const several = listedMetrics(part);
  if (several.length > 0) return several;
  const label = part.label!;
  const both = `${label}: ${part.value}`;
  const own = metricsIn(label).length > 0 || metricsIn(both).length > 0 ? metricNames(both, []) : null;
  const thresholds = conditionsIn(both, []).filter(({ value }) => value !== null);
  if (thresholds.length > 1 && thresholds.every(({ metric }) => CANONICAL.has(metric)))
    return thresholds.map(({ metric, op, value, unit }) =>
      draft(part, { kind: 'metric', metric, op: asOp(op, value), value, unit }),
    );
  const [stated] = thresholds;
  const names =
    own?.[0]?.startsWith('x:') === false
      ? preferLabel(label, own)
      : metricNames(label, about).map((name) => (CANONICAL.has(name) ? name : otherMetric(label)));
  return names.map((metric) =>
    draft(part, {
      kind: 'metric',
      metric,
      op: stated ? asOp(stated.op, stated.value) : null,
      value: stated?.value ?? null,
      unit: stated?.unit ?? null,
    }),
  );
}

/** The description may be more exact than the label ("Latency: P95 …"), but does not change its subject. */
function preferLabel(label: string, whole: readonly string[]): readonly string[] {
  const ofLabel = metricsIn(label);
  if (ofLabel.length === 0) return whole;
  const family = ofLabel[0]!.split('_')[0]!;
  return whole.some((name) => name.startsWith(family)) || family === 'db' ? whole : ofLabel;
}

/** "Database DTU/CPU usage" → "Database DTU usage", "Database CPU usage"; "CPU/Memory" and "I/O" are left to others. */
function twins(text: string): string[] {
  const pair = /^(.*?)\b([A-Z]{3,5})\/([A-Z]{3,5})\b(\s.*)$/.exec(text);
  return pair ? [`${pair[1]}${pair[2]}${pair[4]}`, `${pair[1]}${pair[3]}${pair[4]}`] : [text];
}

const named = (metric: string, text: string): string => (metric.startsWith('x:') ? otherMetric(text) : metric);

const asOp = (op: string | null, value: number | null): Op | null => (value === null ? null : (op as Op | null));

/** Under "PostgreSQL Metrics", "Storage" is the database's. */
function databaseAbove(part: Part): string[] {
  for (const above of upward(part)) {
    if (above === part) continue;
    if (/\b(?:database|postgres\w*|mysql|mariadb|mongo\w*)\b/i.test(above.title) && above.depth !== 1)
      return ['database'];
    if (above.form === 'heading') break;
  }
  return [];
}
