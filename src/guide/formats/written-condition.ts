import { type Condition, conditionsIn } from '../words/condition.ts';
import { promqlCondition } from './promql.ts';

/** A call over a range or with labels: `rate(http_errors_total{job="api"}[5m]) > 3`. */
const PROMQL = /\w+\s*\(.*(?:\{[^}]*\}|\[\d+[smhd]\])|\w+\{[^}]*\}|\bhistogram_quantile\(/;

/** The conditions of a text that may be a query: in words, or as PromQL writes them. */
export function writtenConditions(text: string, about: readonly string[]): Condition[] {
  const query = PROMQL.test(text) ? promqlCondition(text, about.join(' '), null) : null;
  return query ? [query] : conditionsIn(text, about);
}
