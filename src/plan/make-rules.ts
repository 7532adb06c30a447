import type { Bindings } from './bindings.ts';
import type { Commitment, CommitmentOf } from './commitment.ts';
import type { Need } from './make-plan.ts';
import { runbooksFor } from './make-runbooks.ts';
import { severityFor } from './make-severities.ts';
import { metricSource } from './metric-source.ts';
import type { AlertRule, Check, Indicator, Measure, Objective, Runbook, Severity } from './plan.ts';

interface RuleContext {
  readonly checks: readonly Check[];
  readonly severities: readonly Severity[];
  readonly runbooks: readonly Runbook[];
}

/** Objectives without a window of their own are held over this long. */
const OBJECTIVE_WINDOW_SECONDS = 3_600;
const DAY_SECONDS = 86_400;

/** Alert rules for the alert commitments that a data source can be found for. */
export function planRules(
  commitments: readonly Commitment[],
  bindings: Bindings,
  context: RuleContext,
): { rules: AlertRule[]; needs: Need[] } {
  const rules: AlertRule[] = [];
  const needs: Need[] = [];
  for (const alert of commitments) {
    if (alert.kind !== 'alert') continue;
    const words = `${alert.name ?? ''} ${alert.text}`;
    // "0 requests" is a number that only silence has.
    const fails = alert.op === 'fails' || (alert.op === 'absent' && alert.metric !== 'request_rate');
    const source = metricSource({ metric: alert.metric, words, unit: alert.unit, fails }, bindings, context.checks);
    if ('needs' in source) {
      needs.push({ commitmentId: alert.id, ...source });
      continue;
    }
    rules.push({
      id: alert.id,
      name: alert.name ?? alert.text,
      indicator: source.indicator,
      op: alert.op,
      threshold: inIndicatorUnit(alert.value, alert.unit, source.indicator),
      unit: indicatorUnit(source.indicator) ?? alert.unit,
      ...timing(alert, source.indicator),
      evaluateEverySeconds: bindings.observe.intervalSeconds,
      severity: severityOf(alert, fails, context.severities).level,
      actions: alert.actions,
      runbookIds: runbooksFor(alert, context.runbooks),
    });
  }
  return { rules, needs };
}

/** A system that does not answer at all is as bad as it gets, where the guide does not say how bad. */
function severityOf(alert: CommitmentOf<'alert'>, fails: boolean, severities: readonly Severity[]): Severity {
  const isDown = fails && (alert.metric === 'health' || alert.metric === 'availability');
  const worst = severities[0];
  return alert.severity === null && isDown && worst !== undefined ? worst : severityFor(alert.severity, severities);
}

/**
 * "For 5 minutes" means true all that time; "in 5 minutes" and a column headed Window mean computed over it. A number of
 * things that happened can only be counted over a window.
 */
function timing(alert: CommitmentOf<'alert'>, indicator: Indicator): Pick<AlertRule, 'mode' | 'windowSeconds'> {
  const windowSeconds = alert.windowS ?? 0;
  const counted =
    'statistic' in indicator && (indicator.statistic === 'failed-count' || indicator.statistic === 'count');
  if (counted) return { mode: 'window', windowSeconds: windowSeconds || 300 };
  if (indicator.source === 'probe') return { mode: 'hold', windowSeconds };
  const held =
    /\b(for|longer than|more than|sustained|consecutive|continuous)\b[^.;]{0,30}\b\d+\s*(s|sec|m|min|h|hour)/i.test(
      alert.text,
    );
  if (windowSeconds > 0 && !held) return { mode: 'window', windowSeconds };
  return { mode: 'hold', windowSeconds };
}

export function planObjectives(
  commitments: readonly Commitment[],
  bindings: Bindings,
  checks: readonly Check[],
): { objectives: Objective[]; needs: Need[] } {
  const objectives: Objective[] = [];
  const needs: Need[] = [];
  for (const objective of commitments) {
    if (objective.kind !== 'objective' || objective.value === null) continue;
    if (!sameEnvironment(objective.environment, bindings.environment)) {
      needs.push({
        commitmentId: objective.id,
        needs: [`environment ${objective.environment}`],
        hint: `this plan operates ${bindings.environment}; operate ${objective.environment} with a runproof.yaml of its own`,
        bindings: [],
      });
      continue;
    }
    const source = metricSource(
      { metric: objective.sli, words: objective.text, unit: objective.unit, fails: false },
      bindings,
      checks,
    );
    if ('needs' in source) {
      needs.push({ commitmentId: objective.id, ...source });
      continue;
    }
    objectives.push({
      id: objective.id,
      name: objective.text,
      indicator: source.indicator,
      op: objective.op,
      target: inIndicatorUnit(objective.value, objective.unit, source.indicator) ?? objective.value,
      unit: indicatorUnit(source.indicator) ?? objective.unit,
      windowSeconds:
        objective.windowS ?? (objective.sli === 'availability' ? 30 * DAY_SECONDS : OBJECTIVE_WINDOW_SECONDS),
    });
  }
  return { objectives, needs };
}

export function planMeasures(
  commitments: readonly Commitment[],
  bindings: Bindings,
  checks: readonly Check[],
): { measures: Measure[]; needs: Need[] } {
  const measures: Measure[] = [];
  const needs: Need[] = [];
  for (const metric of commitments) {
    if (metric.kind !== 'metric') continue;
    const source = metricSource(
      { metric: metric.metric, words: metric.text, unit: metric.unit, fails: false },
      bindings,
      checks,
    );
    if ('needs' in source) needs.push({ commitmentId: metric.id, ...source });
    else measures.push(measureOf(metric, source.indicator));
  }
  return { measures, needs };
}

/** What comes in another unit than the guide's number is not held against it: slow queries a second against "1 s". */
function measureOf({ id, op, value, unit: stated }: CommitmentOf<'metric'>, indicator: Indicator): Measure {
  const own = indicatorUnit(indicator) ?? (isRate(indicator) ? '/s' : null);
  const threshold = inIndicatorUnit(value, stated, indicator);
  const isComparable = own === null || stated === null || own === stated || threshold !== value;
  return isComparable
    ? { id, indicator, op, threshold, unit: own ?? stated ?? (value === null ? unitOfName(indicator) : null) }
    : { id, indicator, op: null, threshold: null, unit: own };
}

function isRate(indicator: Indicator): boolean {
  return (
    indicator.source === 'metric' && indicator.aggregate === 'rate' && !/_(?:bytes|seconds)_total$/.test(indicator.name)
  );
}

/** Prometheus asks for the base unit at the end of a metric's name (its documentation, "Metric and label naming"). */
function unitOfName(indicator: Indicator): string | null {
  if (indicator.source !== 'metric' || indicator.scale !== 1 || indicator.aggregate === 'rate') return null;
  const [, unit] = /_(bytes|seconds|percent)(?:_total)?$/.exec(indicator.name) ?? [];
  return unit === 'seconds' ? 's' : unit === 'percent' ? '%' : (unit ?? null);
}

function sameEnvironment(stated: string | null, operated: string): boolean {
  if (stated === null) return true;
  const [a, b] = [stated.toLowerCase(), operated.toLowerCase()];
  return a.startsWith(b) || b.startsWith(a);
}

/** The unit an indicator's values come in; null where the metric's own unit counts. */
export function indicatorUnit(indicator: Indicator): string | null {
  if (indicator.source === 'metric') return null;
  if (indicator.statistic === 'health') return '%';
  if (indicator.statistic === 'certificate-days') return 'd';
  if (indicator.statistic.startsWith('latency')) return 'ms';
  if (indicator.statistic.endsWith('percent')) return '%';
  if (indicator.statistic === 'rate') return '/s';
  return null;
}

const TO_MS: Readonly<Record<string, number>> = {
  us: 0.001,
  µs: 0.001,
  ms: 1,
  s: 1_000,
  sec: 1_000,
  min: 60_000,
  m: 60_000,
  h: 3_600_000,
};
const TO_DAYS: Readonly<Record<string, number>> = {
  s: 1 / 86_400,
  min: 1 / 1_440,
  h: 1 / 24,
  d: 1,
  day: 1,
  days: 1,
  w: 7,
};
const TO_PER_SECOND: Readonly<Record<string, number>> = {
  '/s': 1,
  '/sec': 1,
  '/min': 1 / 60,
  '/h': 1 / 3_600,
  '/hour': 1 / 3_600,
};

/** A guide's number in the unit of the indicator that it is held against. */
function inIndicatorUnit(value: number | null, unit: string | null, indicator: Indicator): number | null {
  if (value === null || unit === null) return value;
  const wanted = indicatorUnit(indicator);
  const scale =
    wanted === 'ms' ? TO_MS[unit] : wanted === 'd' ? TO_DAYS[unit] : wanted === '/s' ? TO_PER_SECOND[unit] : undefined;
  return value * (scale ?? 1);
}
