import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { metricsIn, otherMetric } from '../words/metric.ts';
import { isOrder } from '../words/order.ts';
import { isAboutSection } from './labels.ts';

/** What is counted or watched rather than held: "Rejected sign-in attempts", "Odd download patterns". */
const COUNTED =
  /\b(?:attempts?|patterns?|anomal(?:y|ies)|failures?|errors?|logs?|status|rates?|counts?|usage|events?|spikes?)(?:$| (?:to|in|of|by|at|per)\b)/i;

/** A ticked or open box under a security title holds or does not: "- [x] HTTPS enforced". */
export function readControlBox(part: Part): Draft[] {
  return part.checked === null ? [] : [draft(part, { kind: 'control', done: part.checked })];
}

/** A statement under a security title; one that names something to count is a measurement. */
export function readControlLine(part: Part): Draft[] {
  if ((part.form === 'line' && part.label === null) || isAboutSection(part)) return [];
  // "1. Freeze the writes" is a step.
  if (part.ordinal !== null && part.label === null && isOrder(part.text)) return [];
  const [measured] = metricsIn(part.text);
  if (measured === 'auth_failures' || measured === 'certificate_expiry')
    return [draft(part, { kind: 'metric', metric: measured, op: null, value: null, unit: null })];
  if (part.label === null && COUNTED.test(part.text) && !isOrder(part.text))
    return [draft(part, { kind: 'metric', metric: otherMetric(part.text), op: null, value: null, unit: null })];
  return [draft(part, { kind: 'control', done: null })];
}
