import type { Plan } from '../../plan/plan.ts';
import { schedulePlays } from './play.ts';
import { FINDINGS, type RehearsalReport } from './report.ts';
import { simulate } from './simulate.ts';
import { rowsOf, rulesOf } from './verdicts.ts';

export interface RehearsalSettings {
  readonly days: number;
  /** The same seed plays the same faults. */
  readonly seed: number;
  /** When the simulated days begin, epoch milliseconds. */
  readonly now: number;
}

/**
 * Plays days of operation in moments: faults of every alert of the plan, answered, unanswered, too short and
 * overlapping, judged and responded to by the functions that run in production. Says for every alert and every
 * escalation of the guide whether the page would come within the guide's time.
 *
 * What it cannot tell: whether telemetry arrives, whether the mail server takes mails (it is given 0.5 to 3 seconds),
 * whether a person reads them.
 */
export function rehearse(plan: Plan, { days, seed, now }: RehearsalSettings): RehearsalReport {
  const until = now + days * 86_400_000;
  const plays = schedulePlays(plan, now, days, seed);
  const simulation = simulate(plan, plays, now, until, seed);
  const rows = rowsOf(plan, simulation);
  const rules = rulesOf(simulation);
  const findings =
    rows.filter((row) => FINDINGS.has(row.verdict)).length + rules.filter((rule) => rule.state === 'broken').length;
  return {
    systemId: plan.systemId,
    systemName: plan.systemName,
    days,
    seed,
    from: now,
    until,
    rows,
    rules,
    faults: plays.length,
    incidents: simulation.incidents.length,
    pages: simulation.incidents.reduce((sum, incident) => sum + incident.pages.length, 0),
    looks: simulation.looks,
    quietLooksSkipped: simulation.quietLooksSkipped,
    findings,
    ok: findings === 0,
  };
}
