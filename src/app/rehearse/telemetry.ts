import { lookbackSeconds } from '../../judge/evaluate-rule.ts';
import type { Reading } from '../../judge/reading.ts';
import type { AlertRule, Plan } from '../../plan/plan.ts';
import type { Play } from './play.ts';

/**
 * What the system would look like at an instant, for one rule. Samples come at the interval of what is sampled; a window
 * is the average over it, of good samples and of those taken during a fault.
 */
export function simulatedReading(plan: Plan, rule: AlertRule, plays: readonly Play[], now: number): Reading {
  if (rule.mode === 'window') return overWindow(rule, plays, now);
  const interval = sampleIntervalSeconds(plan, rule) * 1000;
  const at = Math.floor(now / interval) * interval;
  const play = plays.find((one) => one.beginsAt <= at && at < one.endsAt);
  if (rule.op === 'absent' && play !== undefined) {
    const isRecent = now - play.beginsAt < lookbackSeconds(rule) * 1000;
    return isRecent ? { at: play.beginsAt, value: 1, ok: null, samples: 1 } : { at, value: null, ok: null, samples: 0 };
  }
  const value = play === undefined ? goodValue(rule) : badValue(rule, play.size);
  const isHealth = rule.indicator.source === 'probe' && rule.indicator.statistic === 'health';
  return { at, value, ok: isHealth ? play === undefined : null, samples: 1 };
}

/** How often what the rule reads is sampled. Without a plan: the rule's own interval. */
export function sampleIntervalSeconds(plan: Plan | null, rule: AlertRule): number {
  if (plan === null) return rule.evaluateEverySeconds;
  const { indicator } = rule;
  if (indicator.source === 'probe') {
    const checks = plan.checks.filter((check) => indicator.checkIds.includes(check.id));
    return Math.max(1, ...checks.map((check) => check.intervalSeconds));
  }
  if (indicator.source !== 'metric' || plan.scrapeTargets.length === 0) return rule.evaluateEverySeconds;
  return Math.max(...plan.scrapeTargets.map((target) => target.intervalSeconds));
}

function overWindow(rule: AlertRule, plays: readonly Play[], now: number): Reading {
  const window = rule.windowSeconds * 1000;
  let value = goodValue(rule);
  let faultyShare = 0;
  for (const play of plays) {
    const overlap = Math.min(now, play.endsAt) - Math.max(now - window, play.beginsAt);
    if (overlap <= 0) continue;
    const share = Math.min(1, overlap / window);
    faultyShare += share;
    value += share * (badValue(rule, play.size) - goodValue(rule));
  }
  const isSilence = rule.op === 'absent' || (rule.op === '==' && rule.threshold === 0);
  const isSilent = isSilence && faultyShare >= 1;
  const current = plays.find((play) => play.beginsAt <= now && now < play.endsAt);
  // Nothing comes while a system is silent, so the newest sample is from before.
  const at = isSilence && current !== undefined ? current.beginsAt : now;
  return { at, value: isSilent ? 0 : value, ok: null, samples: isSilent ? 0 : 100 };
}

function goodValue(rule: AlertRule): number {
  if (rule.op === 'fails') return rule.indicator.source === 'probe' ? 100 : 0;
  if (rule.op === 'absent') return 1;
  const { threshold, size } = scaleOf(rule);
  if (rule.op === '==') return threshold + size;
  return rule.op.startsWith('>') ? threshold - size / 2 : threshold + size / 2;
}

function badValue(rule: AlertRule, howBad: Play['size']): number {
  if (rule.op === 'fails') return rule.indicator.source === 'probe' ? 0 : 100;
  if (rule.op === 'absent') return 0;
  const { threshold, size } = scaleOf(rule);
  if (rule.op === '==') return threshold;
  // A mild fault crosses the threshold only when nine tenths of a window are full of it.
  const over = howBad === 'full' ? 2 * size : size / 20;
  return rule.op.startsWith('>') ? threshold + over : threshold - over;
}

function scaleOf(rule: AlertRule): { threshold: number; size: number } {
  const threshold = rule.threshold ?? 0;
  return { threshold, size: Math.max(1, Math.abs(threshold)) };
}
