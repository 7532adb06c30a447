import type { Plan } from '../plan/plan.ts';
import { durationInWords, figure } from '../prove/words.ts';
import type { IncidentAlert, IncidentState } from '../respond/incident.ts';

export interface Measured {
  /** `7.4 %` */
  readonly value: string;
  /** `> 5 % over 5 min`, as the guide has it. */
  readonly condition: string;
}

/** What was measured when an alert fired, and the guide's condition for it. */
export function measuredInWords(plan: Plan | undefined, alert: IncidentAlert): Measured {
  const rule = plan?.rules.find(({ id }) => id === alert.ruleId);
  if (rule === undefined) return { value: 'failing', condition: 'not in the guide any more' };
  const span =
    rule.windowSeconds === 0
      ? ''
      : ` ${rule.mode === 'hold' ? 'for' : 'over'} ${durationInWords(rule.windowSeconds * 1_000)}`;
  return {
    value: alert.value === null ? 'failing' : figure(alert.value, rule.unit),
    condition: `${rule.threshold === null ? rule.op : `${rule.op} ${figure(rule.threshold, rule.unit)}`}${span}`,
  };
}

/** Who is paged when, unless somebody acknowledges; null while escalation is stopped. Epoch milliseconds. */
export function nextPage(plan: Plan | undefined, { ladder }: IncidentState): { at: number; role: string } | null {
  if (ladder.next === null) return null;
  const { dueAt, toLevel } = ladder.next;
  const level = plan?.escalation.levels.find((candidate) => candidate.level === toLevel);
  return { at: dueAt, role: level?.role ?? `level ${toLevel}` };
}
