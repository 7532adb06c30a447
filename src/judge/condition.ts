import type { AlertRule } from '../plan/plan.ts';
import type { Reading } from './reading.ts';

/** `unknown`: there is nothing to judge by. */
export type Condition = 'true' | 'false' | 'unknown';

/** Whether the rule's condition is true in this one reading. */
export function conditionOf(rule: AlertRule, reading: Reading): Condition {
  const value = reading.value ?? impliedValue(rule, reading);
  switch (rule.op) {
    case 'fails':
      // A probe says it by its outcome, a count of failures by being more than none.
      if (reading.ok !== null) return reading.ok ? 'false' : 'true';
      return value === null ? 'unknown' : answer(value > 0);
    case 'absent':
      return answer(reading.samples === 0 || (isRequestVolume(rule) && reading.value === 0));
    default:
      return value === null || rule.threshold === null ? 'unknown' : answer(compare(value, rule.op, rule.threshold));
  }
}

/**
 * True for rules that mean "nothing comes": `absent`, and a number of requests that is equal to or below something
 * zero satisfies. For every other rule silence is a lack of data, which is neither good nor bad.
 */
function silenceIsTheCondition(rule: AlertRule): boolean {
  if (rule.op === 'absent') return true;
  if (!isRequestVolume(rule) || rule.op === 'fails' || rule.threshold === null) return false;
  return compare(0, rule.op, rule.threshold);
}

export function compare(value: number, op: '>' | '>=' | '<' | '<=' | '==', threshold: number): boolean {
  switch (op) {
    case '>':
      return value > threshold;
    case '>=':
      return value >= threshold;
    case '<':
      return value < threshold;
    case '<=':
      return value <= threshold;
    case '==':
      return value === threshold;
  }
}

/** A newest look without a share of healthy ones is all there is to go by; silence is zero where it is the condition. */
function impliedValue(rule: AlertRule, reading: Reading): number | null {
  if (reading.ok !== null) return reading.ok ? 100 : 0;
  return silenceIsTheCondition(rule) ? 0 : null;
}

function isRequestVolume(rule: AlertRule): boolean {
  return (
    rule.indicator.source === 'requests' &&
    (rule.indicator.statistic === 'count' || rule.indicator.statistic === 'rate')
  );
}

function answer(isTrue: boolean): Condition {
  return isTrue ? 'true' : 'false';
}
