import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertRule } from '../plan/plan.ts';
import { samplePlan, sampleRule } from '../plan/testing/sample-plan.ts';
import { type AlertState, type AlertTransition, initialAlertState } from './alert-state.ts';
import { evaluateRule, lookbackSeconds, nextLookAt, noDataAfterSeconds } from './evaluate-rule.ts';
import type { Reading } from './reading.ts';

const plan = samplePlan();
const apiDown = sampleRule(plan, 'api-down');
const slow = sampleRule(plan, 'slow');
const memory = sampleRule(plan, 'memory');
const silent = sampleRule(plan, 'silent');
const START = Date.UTC(2026, 0, 5);

const healthy = (at: number): Reading => ({ at, value: 100, ok: true, samples: 1 });
const failing = (at: number): Reading => ({ at, value: 0, ok: false, samples: 1 });
const nothing = (at: number): Reading => ({ at, value: null, ok: null, samples: 0 });
const reading = (at: number, value: number): Reading => ({ at, value, ok: null, samples: 9 });

/** Looks every `everySeconds` from START; returns the last state and every transition. */
function watch(
  rule: AlertRule,
  seconds: number,
  see: (at: number, second: number) => Reading,
  state: AlertState = initialAlertState(rule.id, START),
  from = 0,
  everySeconds = 10,
): { state: AlertState; transitions: AlertTransition[] } {
  const transitions: AlertTransition[] = [];
  let current = state;
  for (let second = from; second <= from + seconds; second += everySeconds) {
    const at = START + second * 1000;
    const { state: next, transition } = evaluateRule(rule, current, see(at, second), at);
    current = next;
    if (transition !== null) transitions.push(transition);
  }
  return { state: current, transitions };
}

const told = (transitions: AlertTransition[]): string[] =>
  transitions.map(({ to, at, reason }) => `${(at - START) / 1000} ${to} ${reason}`);

describe('a rule that must hold', () => {
  it('is pending from the first failing look and fires when the window is over, not before', () => {
    const { transitions } = watch(apiDown, 200, failing);
    expect(told(transitions)).toEqual(['0 pending condition-began', '120 firing held-long-enough']);
    expect(transitions[1]).toMatchObject({ from: 'pending', value: 0, conditionSince: START });
  });

  it('counts from the sample that first showed the fault, not from the look that noticed it', () => {
    const seen = watch(apiDown, 60, healthy);
    const late = START + 70_000;
    const first = evaluateRule(apiDown, seen.state, failing(late - 4_000), late);
    expect(first.state.conditionSince).toBe(late - 4_000);
    const before = evaluateRule(apiDown, first.state, failing(late + 110_000), late + 115_000);
    expect(before.reason).toBe('holding');
    const after = evaluateRule(apiDown, before.state, failing(late + 116_000), late + 116_000);
    expect(after.transition?.to).toBe('firing');
  });

  it('begins again when one look in between is healthy', () => {
    const { transitions } = watch(apiDown, 230, (at, second) => (second === 110 ? healthy(at) : failing(at)));
    expect(told(transitions)).toEqual([
      '0 pending condition-began',
      '110 inactive condition-ended-early',
      '120 pending condition-began',
    ]);
  });

  it('goes on holding across a restart, from the stored state', () => {
    const before = watch(apiDown, 60, failing);
    const stored: AlertState = JSON.parse(JSON.stringify(before.state));
    const { transitions } = watch(apiDown, 60, failing, stored, 70);
    expect(told(transitions)).toEqual(['120 firing held-long-enough']);
  });

  it('goes on holding when the restart took longer than data may be missing', () => {
    const before = watch(apiDown, 60, failing);
    const blind = evaluateRule(apiDown, before.state, nothing(START + 400_000), START + 400_000);
    expect(blind.reason).toBe('data-late');
    const seen = evaluateRule(apiDown, blind.state, failing(START + 405_000), START + 405_000);
    expect(seen.transition?.to).toBe('firing');
  });

  it('fires exactly when some stretch of failing looks is as long as the window', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 80 }), (looks) => {
        const { transitions } = watch(apiDown, (looks.length - 1) * 10, (at, second) =>
          looks[second / 10] ? healthy(at) : failing(at),
        );
        const stretches = looks
          .map((isHealthy) => (isHealthy ? 'h' : 'f'))
          .join('')
          .split('h');
        // Thirteen looks ten seconds apart span the 120 seconds.
        const isLongEnough = stretches.some((stretch) => stretch.length >= 13);
        expect(transitions.some(({ to }) => to === 'firing')).toBe(isLongEnough);
        for (const { to, at, conditionSince } of transitions) {
          if (to === 'firing') expect(at - (conditionSince ?? at)).toBeGreaterThanOrEqual(120_000);
        }
      }),
    );
  });

  it('reads a number against its threshold', () => {
    expect(memory.mode).toBe('hold');
    expect(watch(memory, 700, (at) => reading(at, 85)).transitions).toEqual([]);
    expect(told(watch(memory, 700, (at) => reading(at, 86)).transitions)).toContain('600 firing held-long-enough');
  });
});

it('a percentage of health is read from the newest look, where that is all there is', () => {
  const available: AlertRule = { ...apiDown, op: '<', threshold: 99.9 };
  const newest = (at: number, ok: boolean): Reading => ({ at, value: null, ok, samples: 1 });
  expect(watch(available, 200, (at) => newest(at, true)).transitions).toEqual([]);
  expect(told(watch(available, 200, (at) => newest(at, false)).transitions)).toContain('120 firing held-long-enough');
});

describe('a rule over a window', () => {
  it('fires at the first look whose window is over the threshold', () => {
    const { transitions } = watch(slow, 60, (at, second) => reading(at, second < 30 ? 900 : 1_100));
    expect(told(transitions)).toEqual(['30 firing over-threshold-in-window']);
  });

  it('takes silence for zero requests, once it has listened for the whole window', () => {
    const quiet = (at: number): Reading => ({ at, value: 0, ok: null, samples: 0 });
    const heard = watch(silent, 0, (at) => reading(at, 3)).state;
    expect(told(watch(silent, 200, quiet, heard, 10).transitions)).toEqual(['120 firing over-threshold-in-window']);
    expect(told(watch(silent, 200, nothing, heard, 10).transitions)).toEqual(['120 firing over-threshold-in-window']);
  });

  it('does not page for a system that was never heard: it is not connected yet', () => {
    expect(told(watch(silent, 600, nothing).transitions)).toEqual(['60 no-data no-data']);
    const connected = watch(silent, 0, (at) => reading(at, 3), watch(silent, 600, nothing).state, 610);
    expect(told(connected.transitions)).toEqual(['610 inactive data-returned']);
    expect(told(watch(silent, 200, nothing, connected.state, 620).transitions)).toEqual([
      '730 firing over-threshold-in-window',
    ]);
  });

  it('does not hold the silence of its own absence against the system', () => {
    const before = watch(silent, 60, (at) => reading(at, 3));
    const back = watch(silent, 110, nothing, before.state, 1_000);
    expect(back.transitions).toEqual([]);
    expect(told(watch(silent, 10, nothing, back.state, 1_120).transitions)).toEqual([
      '1120 firing over-threshold-in-window',
    ]);
  });
});

describe('resolving', () => {
  const fired = watch(apiDown, 120, failing).state;

  it('waits for two looks of good health, so that one lucky answer does not end an alert', () => {
    const { transitions } = watch(
      apiDown,
      60,
      (at, second) => (second === 130 ? healthy(at) : failing(at)),
      fired,
      130,
    );
    expect(transitions).toEqual([]);
    const ended = watch(apiDown, 60, healthy, fired, 130);
    expect(told(ended.transitions)).toEqual(['150 resolved clear-long-enough']);
    expect(ended.state).toMatchObject({
      phase: 'inactive',
      lastFiredAt: START + 120_000,
      lastResolvedAt: START + 150_000,
    });
  });

  it('takes another time from its settings', () => {
    const first = evaluateRule(apiDown, fired, healthy(START + 130_000), START + 130_000, { resolveAfterSeconds: 0 });
    expect(first.transition?.to).toBe('resolved');
  });

  it('never takes missing data for recovery', () => {
    const { transitions, state } = watch(apiDown, 3_600, nothing, fired, 130);
    expect(transitions).toEqual([]);
    expect(state.phase).toBe('firing');
    expect(state.noDataSince).not.toBeNull();
  });
});

describe('missing data', () => {
  it('is a phase of its own after three looks and at least a minute', () => {
    const seen = watch(apiDown, 60, healthy);
    const { transitions } = watch(apiDown, 120, nothing, seen.state, 70);
    expect(told(transitions)).toEqual(['120 no-data no-data']);
  });

  it('shows for a rule that never had any', () => {
    expect(told(watch(slow, 120, nothing).transitions)).toEqual(['60 no-data no-data']);
  });

  it('ends with the first data, good or bad', () => {
    const blind = watch(apiDown, 120, nothing).state;
    expect(told(watch(apiDown, 0, healthy, blind, 130).transitions)).toEqual(['130 inactive data-returned']);
    expect(told(watch(apiDown, 0, failing, blind, 130).transitions)).toEqual(['130 pending condition-began']);
  });

  it('does not exist for a rule whose condition is silence, once it was heard', () => {
    const heard = watch(silent, 0, (at) => reading(at, 3)).state;
    const phases = watch(silent, 600, nothing, heard, 10).transitions.map(({ to }) => to);
    expect(phases).not.toContain('no-data');
  });

  it('is what a sample too old to go by amounts to', () => {
    const stuck = watch(apiDown, 300, () => healthy(START));
    expect(stuck.state.phase).toBe('no-data');
  });
});

describe('any rule', () => {
  const looks = fc.array(
    fc.record({
      stepSeconds: fc.integer({ min: 0, max: 200 }),
      seen: fc.constantFrom('good', 'bad', 'none'),
    }),
    { maxLength: 60 },
  );

  it('gives the same transitions every time it is replayed, and a state that survives JSON', () => {
    fc.assert(
      fc.property(fc.constantFrom(apiDown, slow, memory, silent), looks, (rule, sequence) => {
        expect(replay(rule, sequence, false)).toEqual(replay(rule, sequence, true));
      }),
    );
  });

  it('fires and resolves in turn', () => {
    fc.assert(
      fc.property(fc.constantFrom(apiDown, slow, memory, silent), looks, (rule, sequence) => {
        const ends = replay(rule, sequence, false)
          .map(({ to }) => to)
          .filter((to) => to === 'firing' || to === 'resolved');
        ends.forEach((to, index) => {
          expect(to).toBe(index % 2 === 0 ? 'firing' : 'resolved');
        });
      }),
    );
  });

  function replay(
    rule: AlertRule,
    sequence: readonly { stepSeconds: number; seen: 'good' | 'bad' | 'none' }[],
    throughJson: boolean,
  ): AlertTransition[] {
    const transitions: AlertTransition[] = [];
    let state = initialAlertState(rule.id, START);
    let at = START;
    for (const { stepSeconds, seen } of sequence) {
      at += stepSeconds * 1000;
      const result = evaluateRule(rule, state, sight(rule, seen, at), at);
      state = throughJson ? JSON.parse(JSON.stringify(result.state)) : result.state;
      if (result.transition !== null) transitions.push(result.transition);
    }
    return transitions;
  }

  function sight(rule: AlertRule, seen: 'good' | 'bad' | 'none', at: number): Reading {
    if (seen === 'none') return nothing(at);
    if (rule.op === 'fails') return seen === 'good' ? healthy(at) : failing(at);
    const isBelow = rule.op === '==';
    return reading(at, seen === 'bad' ? (isBelow ? 0 : 1e6) : isBelow ? 1 : 0);
  }
});

it('a hold rule looks back a minute, or three looks where those are longer', () => {
  expect(lookbackSeconds(apiDown)).toBe(60);
  expect(lookbackSeconds({ ...apiDown, evaluateEverySeconds: 60 })).toBe(180);
  expect(lookbackSeconds(slow)).toBe(300);
  expect(noDataAfterSeconds({ ...apiDown, evaluateEverySeconds: 60 })).toBe(180);
});

it('a rule is looked at again at its interval, and the moment its hold is over', () => {
  const pending = evaluateRule(apiDown, initialAlertState('api-down', START), failing(START), START).state;
  expect(nextLookAt(apiDown, pending)).toBe(START + 10_000);
  const nearlyOver = evaluateRule(apiDown, pending, failing(START + 114_000), START + 114_000).state;
  expect(nextLookAt(apiDown, nearlyOver)).toBe(START + 120_000);
  const over = evaluateRule(apiDown, nearlyOver, failing(START + 120_000), START + 120_000);
  expect(over.transition?.to).toBe('firing');
  expect(nextLookAt(apiDown, over.state)).toBe(START + 130_000);
});
