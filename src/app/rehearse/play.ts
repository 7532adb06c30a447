import type { AlertRule, Plan } from '../../plan/plan.ts';
import { nextStep } from '../../respond/escalation-step.ts';
import { LAST_LEVEL_REPEATS } from '../../respond/ladder.ts';
import { between, type Random, randomFrom } from './random.ts';
import { sampleIntervalSeconds } from './telemetry.ts';

/** One fault and how people answer it. Times are epoch milliseconds. */
export interface Play {
  readonly purpose: 'answered' | 'unanswered' | 'too-short' | 'overlapping' | 'at-random';
  readonly rule: AlertRule;
  readonly beginsAt: number;
  readonly endsAt: number;
  /** `full`: far over the threshold. `mild`: only just, so that a window must be nearly full of it. */
  readonly size: 'full' | 'mild';
  readonly mustFire: boolean;
  /** Seconds after the first page until somebody acknowledges; null: nobody does. */
  readonly acknowledgeAfterSeconds: number | null;
  /** The severity it is tried with, where that is not the rule's own. */
  readonly severityInstead: string | null;
}

type Fault = Pick<Play, 'purpose' | 'rule' | 'size' | 'mustFire'> & {
  readonly lastsSeconds: number;
  readonly acknowledge: boolean;
  readonly severityInstead?: string;
};

const DAY = 86_400_000;
const MINUTE = 60_000;
/** People take a while to write that it is over. */
export const RESOLVE_AFTER_SECONDS = 300;
const MOST_AT_RANDOM = 400;

/** Plays that fit into the days, most telling first: each one after the one before is over. */
export function schedulePlays(plan: Plan, from: number, days: number, seed: number): Play[] {
  const random = randomFrom(seed);
  const until = from + days * DAY;
  const plays: Play[] = [];
  let free = from;
  const place = (faults: readonly Fault[]): boolean => {
    const placed = placeAt(plan, faults, free, random);
    const over = Math.max(...placed.map((play) => play.endsAt + afterwardsSeconds(play.rule) * 1000));
    if (over > until) return false;
    plays.push(...placed);
    free = over;
    return true;
  };
  for (const faults of tellingFaults(plan)) place(faults);
  for (let added = 0; added < MOST_AT_RANDOM && plan.rules.length > 0; added += 1) {
    if (!place([randomFault(plan, random)])) break;
  }
  return plays;
}

function* tellingFaults(plan: Plan): Generator<readonly Fault[]> {
  for (const rule of plan.rules) yield [answered(rule)];
  for (const { level } of plan.severities) {
    const rule = shortest(plan.rules.filter((one) => one.severity === level));
    const anyRule = shortest(plan.rules);
    if (rule !== undefined) yield [unanswered(plan, rule, level)];
    else if (anyRule !== undefined && plan.escalation.steps.some((step) => step.severity === level)) {
      yield [{ ...unanswered(plan, anyRule, level), severityInstead: level }];
    }
  }
  for (const rule of plan.rules) {
    const fault = tooShort(rule);
    if (fault !== null) yield [fault];
  }
  for (const [index, rule] of plan.rules.entries()) {
    const other = plan.rules[index + 1];
    if (other === undefined || index % 2 === 1) continue;
    yield [rule, other].map((one) => ({
      ...answered(one),
      purpose: 'overlapping' as const,
      lastsSeconds: longEnough(rule, other),
    }));
  }
}

function placeAt(plan: Plan, faults: readonly Fault[], free: number, random: Random): Play[] {
  const quietSeconds = Math.max(...faults.map(({ rule }) => leadSeconds(rule)));
  let beginsAt = free + quietSeconds * 1000 + between(random, 30 * MINUTE, 90 * MINUTE);
  return faults.map((fault) => {
    const { purpose, rule, size, mustFire, lastsSeconds } = fault;
    const severity = fault.severityInstead ?? rule.severity;
    const acknowledgeAfterSeconds = fault.acknowledge ? answerSeconds(plan, severity, random) : null;
    const endsAt = beginsAt + lastsSeconds * 1000;
    const severityInstead = fault.severityInstead ?? null;
    const play: Play = { purpose, rule, beginsAt, endsAt, size, mustFire, acknowledgeAfterSeconds, severityInstead };
    beginsAt += between(random, 5_000, 60_000);
    return play;
  });
}

function answered(rule: AlertRule): Fault {
  return { purpose: 'answered', rule, size: 'full', mustFire: true, lastsSeconds: longEnough(rule), acknowledge: true };
}

/** Lasts until the last level has been paged for the last time. */
function unanswered(plan: Plan, rule: AlertRule, severity: string): Fault {
  const lastsSeconds = longEnough(rule) + ladderSeconds(plan, severity);
  return { purpose: 'unanswered', rule, size: 'full', mustFire: true, lastsSeconds, acknowledge: false };
}

/** Half of the window; null where the guide gives no window, or any single failure in it counts. */
function tooShort(rule: AlertRule): Fault | null {
  if (rule.windowSeconds < 4 * sampleIntervalSeconds(null, rule)) return null;
  if (rule.mode === 'window' && rule.op === 'fails') return null;
  const lastsSeconds = Math.floor(rule.windowSeconds / 2);
  const size = rule.mode === 'window' ? 'mild' : 'full';
  return { purpose: 'too-short', rule, size, mustFire: false, lastsSeconds, acknowledge: true };
}

function randomFault(plan: Plan, random: Random): Fault {
  const rule = plan.rules[between(random, 0, plan.rules.length - 1)] as AlertRule;
  const short = random() < 0.3 ? tooShort(rule) : null;
  if (short !== null) return { ...short, purpose: 'at-random' };
  const lastsSeconds = longEnough(rule) + between(random, 0, 3_600);
  return { ...answered(rule), purpose: 'at-random', lastsSeconds, acknowledge: random() < 0.8 };
}

/** Before the response time that the guide gives, and before the next level is paged. */
function answerSeconds(plan: Plan, severity: string, random: Random): number {
  const response = plan.severities.find((one) => one.level === severity)?.responseSeconds || Number.POSITIVE_INFINITY;
  const first = plan.escalation.levels[0]?.level ?? 1;
  const step = nextStep(plan, severity, first, 0).afterSeconds;
  const most = Math.max(1, Math.floor(0.8 * Math.min(response, step, 3_600)));
  return between(random, Math.min(30, most), most);
}

function ladderSeconds(plan: Plan, severity: string): number {
  let seconds = 0;
  let level = Math.min(...plan.escalation.levels.map((one) => one.level));
  for (let climbed = 0; climbed <= plan.escalation.levels.length; climbed += 1) {
    const step = nextStep(plan, severity, level, 0);
    if (step.toLevel === level) return seconds + step.afterSeconds * (LAST_LEVEL_REPEATS + 1);
    seconds += step.afterSeconds;
    level = step.toLevel;
  }
  return seconds;
}

function longEnough(...rules: readonly AlertRule[]): number {
  return Math.max(...rules.map((rule) => rule.windowSeconds + Math.max(900, rule.windowSeconds / 2)));
}

/** The rule is watched for this long before its fault, so that it starts from a window of good health. */
export function leadSeconds(rule: AlertRule): number {
  return rule.windowSeconds + 10 * Math.max(60, 3 * rule.evaluateEverySeconds);
}

/** Until the window is clean again, the alert resolved, and the incident closed. */
export function afterwardsSeconds(rule: AlertRule): number {
  return rule.windowSeconds + 10 * rule.evaluateEverySeconds + RESOLVE_AFTER_SECONDS + 600;
}

function shortest(rules: readonly AlertRule[]): AlertRule | undefined {
  return rules.toSorted((a, b) => a.windowSeconds - b.windowSeconds)[0];
}
