import type { Plan } from '../plan/plan.ts';
import { figure } from '../prove/words.ts';
import type { IncidentAlert, IncidentState } from '../respond/incident.ts';

/** What was measured when an alert fired, beside what the guide allows: `7.4 %, threshold > 5 %`. */
export function measuredInWords(plan: Plan | undefined, alert: IncidentAlert): string {
  const rule = plan?.rules.find(({ id }) => id === alert.ruleId);
  if (alert.value === null || rule === undefined) return 'failing';
  const value = figure(alert.value, rule.unit);
  return rule.threshold === null ? value : `${value}, threshold ${rule.op} ${figure(rule.threshold, rule.unit)}`;
}

/** Who is paged when, unless somebody acknowledges; null while escalation is stopped. Epoch milliseconds. */
export function nextPage(plan: Plan | undefined, { ladder }: IncidentState): { at: number; role: string } | null {
  if (ladder.next === null) return null;
  const { dueAt, toLevel } = ladder.next;
  const level = plan?.escalation.levels.find((candidate) => candidate.level === toLevel);
  return { at: dueAt, role: level?.role ?? `level ${toLevel}` };
}
