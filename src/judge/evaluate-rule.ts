import type { AlertRule } from '../plan/plan.ts';
import type { AlertPhase, AlertReason, AlertState, AlertTransition, AlertTransitionTarget } from './alert-state.ts';
import { conditionOf } from './condition.ts';
import type { Reading } from './reading.ts';

const LOOKBACK_SECONDS = 60;
const SHORTEST_NO_DATA_SECONDS = 60;
const LOOKS_UNTIL_NO_DATA = 3;
const LOOKS_UNTIL_RESOLVED = 2;

export interface Evaluation {
  readonly state: AlertState;
  /** What changed; null while the phase stays. */
  readonly transition: AlertTransition | null;
  readonly reason: AlertReason;
}

export interface EvaluationSettings {
  /** How long the condition must be false before a firing alert resolves. Default: two looks. */
  readonly resolveAfterSeconds?: number;
}

/**
 * Judges one look at a rule. `now` is epoch milliseconds and does not go backwards between looks; a look from before
 * the last one counts as if taken at the last one.
 */
export function evaluateRule(
  rule: AlertRule,
  state: AlertState,
  reading: Reading,
  now: number,
  settings: EvaluationSettings = {},
): Evaluation {
  const at = Math.max(now, state.lastLookAt);
  const look = { rule, reading, now: at, settings };
  const watched = { ...state, lastLookAt: at, watchingSince: watchingSince(rule, state, at) };
  const condition = isTooOld(rule, reading, at) ? 'unknown' : conditionOf(rule, reading);
  // Silence tells something of a system that was heard before; of one that never was, only that it is not connected.
  const isNeverHeard = reading.samples === 0 && state.lastHeardAt === null;
  if (condition === 'unknown' || isNeverHeard) return withoutData(look, watched);

  const lastHeardAt = reading.samples === 0 ? state.lastHeardAt : Math.max(reading.at, state.lastHeardAt ?? 0);
  const seen = { ...watched, noDataSince: null, lastHeardAt, lastReading: reading };
  if (condition === 'true') return conditionTrue(look, seen, state.lastLookAt);
  return conditionFalse(look, seen);
}

/**
 * How far back a look reads. A `window` rule reads its window. A `hold` rule needs the newest sample only: a short
 * lookback that still reaches the sample before a late one.
 */
export function lookbackSeconds(rule: AlertRule): number {
  if (rule.mode === 'window') return rule.windowSeconds;
  return Math.max(LOOKBACK_SECONDS, LOOKS_UNTIL_NO_DATA * rule.evaluateEverySeconds);
}

/** After how long without data a rule is said to have none. */
export function noDataAfterSeconds(rule: AlertRule): number {
  return Math.max(SHORTEST_NO_DATA_SECONDS, LOOKS_UNTIL_NO_DATA * rule.evaluateEverySeconds);
}

/**
 * When the rule wants to be looked at again, epoch milliseconds: at its interval, or sooner, the moment a hold is over.
 * Without that a fault would page up to an interval later than the guide says.
 */
export function nextLookAt(rule: AlertRule, state: AlertState): number {
  const regular = state.lastLookAt + rule.evaluateEverySeconds * 1000;
  if (state.phase !== 'pending' || state.conditionSince === null) return regular;
  const holdIsOver = state.conditionSince + rule.windowSeconds * 1000;
  return holdIsOver > state.lastLookAt ? Math.min(regular, holdIsOver) : regular;
}

interface Look {
  readonly rule: AlertRule;
  readonly reading: Reading;
  readonly now: number;
  readonly settings: EvaluationSettings;
}

/** A hold counts from the sample that showed it first, which is newer than the last look that did not. */
function conditionTrue(look: Look, state: AlertState, previousLookAt: number): Evaluation {
  const { rule, reading, now } = look;
  if (state.phase === 'firing') return stay({ ...state, clearSince: null }, 'still-firing');
  if (rule.mode === 'window') {
    // Nothing was heard, but neither was anybody listening for long enough to say so.
    const isTooEarly = reading.samples === 0 && now - silentSince(state, now) < rule.windowSeconds * 1000;
    if (isTooEarly) return calm(look, state, 'listening-too-short');
    return fire(look, { ...state, conditionSince: now }, 'over-threshold-in-window');
  }
  const began = reading.samples === 0 ? silentSince(state, now) : Math.min(now, Math.max(reading.at, previousLookAt));
  const conditionSince = state.phase === 'pending' ? (state.conditionSince ?? began) : began;
  const held = { ...state, conditionSince };
  if (now - conditionSince >= rule.windowSeconds * 1000) return fire(look, held, 'held-long-enough');
  if (state.phase === 'pending') return stay(held, 'holding');
  return move(look, { ...held, phase: 'pending', since: now }, state.phase, 'pending', 'condition-began');
}

function conditionFalse(look: Look, state: AlertState): Evaluation {
  const { rule, now, settings } = look;
  if (state.phase !== 'firing') return calm(look, state, 'condition-false');
  const clearSince = state.clearSince ?? now;
  const resolveAfterSeconds = settings.resolveAfterSeconds ?? LOOKS_UNTIL_RESOLVED * rule.evaluateEverySeconds;
  if (now - clearSince < resolveAfterSeconds * 1000) return stay({ ...state, clearSince }, 'clearing');
  const resolved = { ...quiet(state), phase: 'inactive' as const, since: now, lastResolvedAt: now };
  return move(look, resolved, 'firing', 'resolved', 'clear-long-enough');
}

/** Not firing, and no reason to: ends a hold that broke off, and `no-data` once there is data. */
function calm(look: Look, state: AlertState, reason: AlertReason): Evaluation {
  if (state.phase === 'inactive') return stay(quiet(state), reason);
  const inactive = { ...quiet(state), phase: 'inactive' as const, since: look.now };
  return move(
    look,
    inactive,
    state.phase,
    'inactive',
    state.phase === 'pending' ? 'condition-ended-early' : 'data-returned',
  );
}

function withoutData(look: Look, state: AlertState): Evaluation {
  const { rule, now } = look;
  const noDataSince = state.noDataSince ?? Math.max(state.lastHeardAt ?? 0, state.watchingSince);
  const waiting = { ...state, noDataSince };
  if (state.phase === 'no-data') return stay(waiting, 'no-data');
  // After a restart nothing has been read yet: the time nobody looked is not counted as missing data.
  const silentFor = now - Math.max(noDataSince, state.watchingSince);
  if (silentFor < noDataAfterSeconds(rule) * 1000) return stay(waiting, 'data-late');
  if (state.phase === 'firing') return stay({ ...waiting, clearSince: null }, 'firing-without-data');
  const blind = { ...quiet(waiting), phase: 'no-data' as const, since: now };
  return move(look, blind, state.phase, 'no-data', 'no-data');
}

function fire(look: Look, state: AlertState, reason: AlertReason): Evaluation {
  const { now } = look;
  const firing = { ...state, phase: 'firing' as const, since: now, firedAt: now, lastFiredAt: now, clearSince: null };
  return move(look, firing, state.phase, 'firing', reason);
}

function quiet(state: AlertState): AlertState {
  return { ...state, conditionSince: null, firedAt: null, clearSince: null };
}

function stay(state: AlertState, reason: AlertReason): Evaluation {
  return { state, transition: null, reason };
}

function move(
  look: Look,
  state: AlertState,
  from: AlertPhase,
  to: AlertTransitionTarget,
  reason: AlertReason,
): Evaluation {
  const { rule, reading, now } = look;
  const transition: AlertTransition = {
    ruleId: rule.id,
    from,
    to,
    at: now,
    reason,
    value: reading.value,
    conditionSince: state.conditionSince,
  };
  return { state, transition, reason };
}

/** Silence began with the last sample, or when somebody began to listen for one. */
function silentSince(state: AlertState, now: number): number {
  return Math.min(now, Math.max(state.lastHeardAt ?? 0, state.watchingSince));
}

/** Starts anew after a gap in the looks (a restart): what was not received then was perhaps only not heard. */
function watchingSince(rule: AlertRule, state: AlertState, now: number): number {
  return now - state.lastLookAt > noDataAfterSeconds(rule) * 1000 ? now : state.watchingSince;
}

function isTooOld(rule: AlertRule, reading: Reading, now: number): boolean {
  if (reading.samples === 0) return false;
  return rule.mode === 'hold' && now - reading.at > Math.max(lookbackSeconds(rule), noDataAfterSeconds(rule)) * 1000;
}
