import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { topicAbove } from '../topic.ts';
import { cadenceIn } from '../words/cadence.ts';
import { actionsIn } from '../words/channel.ts';
import { comparisonsIn } from '../words/comparison.ts';
import { conditionsIn, metricNames } from '../words/condition.ts';
import { durationsIn } from '../words/duration.ts';
import { isLatency } from '../words/metric.ts';
import { withDigits } from '../words/numeral.ts';
import { severityIn } from '../words/severity-name.ts';
import { actionsAbove, alert, severityAbove } from './alert.ts';
import { cell, has, headerOf } from './columns.ts';
import { readObjectiveRow } from './objective.ts';

/** Tables whose "When" is no condition of an alert. */
const NO_ALERTS: ReadonlySet<string> = new Set(['scaling', 'tasks', 'contacts', 'escalation']);

/** | Memory high | >92% | 8 min | Major | E-mail | */
export function readAlertRow(row: Part): Draft[] {
  if (!has(row, 'threshold') || has(row, 'min') || NO_ALERTS.has(topicAbove(row) ?? '')) return [];
  // "| QUEUE_ENABLED | false | when … |" is a variable, whatever its columns are called.
  if (/^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(row.cells[0] ?? '')) return [];
  const threshold = cell(row, 'threshold');
  // "Soft limit: 10" of a resource says how much of it there is.
  if (
    /\blimits?\b/i.test(headerOf(row, 'threshold')) &&
    topicAbove(row) !== 'alerts' &&
    comparisonsIn(threshold).length === 0
  )
    return [];
  const name = cell(row, 'alert') || cell(row, 'metric') || cell(row, 'service') || row.cells[0] || '';
  const metric = cell(row, 'metric');
  const [window] = durationsIn(withDigits(cell(row, 'window')));
  const severity = severityIn(cell(row, 'severity')) ?? severityAbove(row);
  const stated = actionsIn(cell(row, 'action') || cell(row, 'channel'));
  const actions = stated.length > 0 ? stated : actionsAbove(row);
  // "| import-stale | 3 hours |": nothing but a time is how long it has been so.
  const about = [metric, `${metric} ${name}`, name].filter(Boolean);
  const isBare = BARE_FIGURE.test(threshold);
  const measuresTime = isLatency(metricNames(`${metric} ${name}`, about)[0]!);
  const onlyTime = isBare && !measuresTime ? durationsIn(threshold)[0] : undefined;
  const condition = onlyTime
    ? `${name} for ${threshold}`
    : isBare
      ? `${metric || name} ${directionOf(row, about)} ${threshold}`
      : threshold || name;
  const read = conditionsIn(condition, about);
  // "| Cluster upgrade | 2nd Wednesday, 05:00-08:00 |" under "When" is a date, not a condition.
  if (/^when$/i.test(headerOf(row, 'threshold')) && read.every(({ op }) => op === null) && cadenceIn(threshold))
    return [];
  const target = has(row, 'target') && /\d/.test(cell(row, 'target')) ? readObjectiveRow(row) : [];
  const alerts = read.map((condition) =>
    draft(
      row,
      alert(
        name || null,
        { ...condition, windowS: window ? Math.round(window.seconds) : condition.windowS },
        severity,
        actions,
      ),
    ),
  );
  return [...target, ...alerts];
}

/** "80 %", "2000ms", "5": a figure without a comparison. */
const BARE_FIGURE = /^(?!0\s+[a-z])\d[\d.,]*\s*(?:%|[a-z]{1,12}|\/\w+)?$/i;

/** Where a threshold is a bare figure: its own column says in which direction ("Greater than"), or what is measured. */
function directionOf(row: Part, about: readonly string[]): string {
  const at = row.columns.findIndex((header) => /^(?:comparison|operator|direction|condition|op)$/i.test(header));
  const stated = row.cells[at] ?? '';
  if (comparisonsIn(`${stated} 1`).length > 0) return stated;
  return /availab|free|hit|success|uptime|low\b|remaining|healthy/i.test(
    `${metricNames(about.join(' '), about)[0]} ${about.join(' ')}`,
  )
    ? '<'
    : '>';
}
