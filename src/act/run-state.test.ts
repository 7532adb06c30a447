import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideRun, newRun, type RunEvent, type RunState, runStateOf } from './run-state.ts';

const start = () => newRun({ id: 'r1', runbookId: 'b1', startedBy: 'lead', commandIds: ['c1', 'c2'] }, 0);
const request = (index: number, refusal: string | null = null): RunEvent => ({
  type: 'step-requested',
  index,
  by: 'on-call',
  refusal,
});
const ended = (index: number, state: 'succeeded' | 'failed' = 'succeeded'): RunEvent => {
  const exitCode = state === 'succeeded' ? 0 : 1;
  return { type: 'step-ended', index, outcome: { state, exitCode, message: `Ended with exit status ${exitCode}.` } };
};
const runAfter = (...events: RunEvent[]): RunState =>
  events.reduce((run, event, index) => decideRun(run, event, index + 1).run, start());

describe('a run', () => {
  it('runs one step after the other, each at a person’s request', () => {
    const decision = decideRun(start(), request(0), 5);
    expect(decision.effects).toEqual([{ kind: 'run-step', index: 0, idempotencyKey: 'r1:0:1' }]);
    expect(decision.run.steps[0]).toMatchObject({ state: 'running', requestedBy: 'on-call', startedAt: 5 });
    expect(runStateOf(runAfter(request(0)))).toBe('running');
    expect(runStateOf(runAfter(request(0), ended(0)))).toBe('queued');
    expect(runStateOf(runAfter(request(0), ended(0), request(1), ended(1)))).toBe('succeeded');
  });

  it('begins no second step while one runs', () => {
    const decision = decideRun(runAfter(request(0)), request(1), 9);
    expect(decision).toMatchObject({ reason: 'another-step-is-running', effects: [] });
  });

  it('keeps a refused step with its reason', () => {
    const run = runAfter(request(0, 'set values.pod'));
    expect(run.steps[0]).toMatchObject({ state: 'refused', message: 'set values.pod', startedAt: null });
    expect(decideRun(start(), request(0, 'no'), 1).effects).toEqual([]);
  });

  it('shows a step whose process died, and runs it again only when a person asks', () => {
    const dead = runAfter(request(0), { type: 'process-died' });
    expect(dead.steps[0]?.state).toBe('interrupted');
    expect(decideRun(dead, { type: 'process-died' }, 9)).toMatchObject({ run: dead, effects: [] });
    expect(decideRun(dead, ended(0), 9).run).toBe(dead);
    expect(decideRun(dead, request(0), 9).effects).toEqual([{ kind: 'run-step', index: 0, idempotencyKey: 'r1:0:2' }]);
  });

  it('asks a running step to stop and cancels what waits', () => {
    const decision = decideRun(runAfter(request(0)), { type: 'cancelled', by: 'lead' }, 9);
    expect(decision.effects).toEqual([{ kind: 'stop-step', index: 0 }]);
    expect(decision.run.steps.map(({ state }) => state)).toEqual(['running', 'cancelled']);
    expect(
      decideRun(runAfter(request(0), ended(0, 'failed'), request(1), ended(1)), { type: 'cancelled', by: 'x' }, 9)
        .reason,
    ).toBe('nothing-is-running');
  });

  it('knows of no step beyond its last', () => {
    expect(decideRun(start(), request(2), 1).reason).toBe('no-such-step');
  });

  it('never has two steps running, nor begins one nobody asked for', () => {
    const event = fc.oneof(
      fc.nat(2).map((index) => request(index)),
      fc.nat(2).map((index) => ended(index)),
      fc.constant<RunEvent>({ type: 'process-died' }),
      fc.constant<RunEvent>({ type: 'cancelled', by: 'lead' }),
    );
    fc.assert(
      fc.property(fc.array(event), (events) => {
        let run = start();
        const begun: string[] = [];
        for (const [index, each] of events.entries()) {
          const decision = decideRun(run, each, index);
          run = decision.run;
          for (const effect of decision.effects) {
            if (effect.kind !== 'run-step') continue;
            expect(each.type).toBe('step-requested');
            begun.push(effect.idempotencyKey);
          }
          expect(run.steps.filter(({ state }) => state === 'running').length).toBeLessThanOrEqual(1);
        }
        expect(new Set(begun).size).toBe(begun.length);
      }),
    );
  });
});
