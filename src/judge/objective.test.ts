import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Objective } from '../plan/plan.ts';
import { samplePlan } from '../plan/testing/sample-plan.ts';
import { errorBudget, evaluateObjective, statedBudget } from './objective.ts';

const MONTH = 2_592_000;
const availability = samplePlan().objectives.find(({ id }) => id === 'availability') as Objective;

describe('an objective', () => {
  const look = (value: number | null, samples = 100) => ({ at: 1_000, value, ok: null, samples });

  it('is met or missed by its value', () => {
    expect(evaluateObjective(availability, look(99.95), MONTH * 1000)).toMatchObject({ state: 'met', value: 99.95 });
    expect(evaluateObjective(availability, look(99.8), MONTH * 1000)).toMatchObject({
      state: 'missed',
      value: 99.8,
    });
  });

  it('is neither without data', () => {
    expect(evaluateObjective(availability, look(null, 0), MONTH * 1000)).toMatchObject({
      state: 'no-data',
      value: null,
    });
    expect(evaluateObjective(availability, look(100, 0), MONTH * 1000).budget?.burnRate).toBeNull();
  });

  it('has half of its budget left at 99.95 % of 99.9 %', () => {
    const { budget } = evaluateObjective(availability, look(99.95), MONTH * 1000);
    expect(budget?.allowedSeconds).toBeCloseTo(2_592);
    expect(budget?.remainingShare).toBeCloseTo(0.5);
    expect(budget?.burnRate).toBeCloseTo(0.5);
  });

  it('counts a young system’s failures over the time that it has been watched', () => {
    const { budget } = evaluateObjective(availability, look(99), MONTH * 1000, (MONTH - 3_600) * 1000);
    expect(budget?.spentSeconds).toBeCloseTo(36);
    expect(budget?.burnRate).toBeCloseTo(10);
  });

  it('has no budget to count where it is a latency', () => {
    const latency: Objective = {
      ...availability,
      indicator: { source: 'requests', statistic: 'latency-p95' },
      op: '<',
      target: 500,
      unit: 'ms',
    };
    expect(evaluateObjective(latency, look(400), MONTH * 1000)).toMatchObject({ state: 'met', budget: null });
  });
});

describe('an error budget', () => {
  it('burns at 1 when it is used up exactly at the end of the period', () => {
    const budget = errorBudget({
      allowedRatio: 0.001,
      periodSeconds: MONTH,
      failedRatio: 0.001,
      measuredSeconds: MONTH,
    });
    expect(budget.burnRate).toBeCloseTo(1);
    expect(budget.remainingShare).toBeCloseTo(0);
  });

  it('loses 2 % in an hour at burn rate 14.4 over 30 days, as the workbook has it', () => {
    const budget = errorBudget({
      allowedRatio: 0.001,
      periodSeconds: MONTH,
      failedRatio: 0.0144,
      measuredSeconds: 3_600,
    });
    expect(budget.burnRate).toBeCloseTo(14.4);
    expect(budget.spentShare).toBeCloseTo(0.02);
  });

  it('is overspent at once where nothing is allowed', () => {
    const none = { allowedRatio: 0, periodSeconds: MONTH, measuredSeconds: 60 };
    expect(errorBudget({ ...none, failedRatio: 0 }).spentShare).toBe(0);
    expect(errorBudget({ ...none, failedRatio: 0.1 }).spentShare).toBeGreaterThan(1e6);
  });

  it('spends exactly what it does not keep, and more failure never leaves more', () => {
    const ratio = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0.0001, max: 0.5, noNaN: true }), ratio, ratio, (allowedRatio, a, b) => {
        const of = { allowedRatio, periodSeconds: MONTH, measuredSeconds: 86_400 };
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map((failedRatio) => errorBudget({ ...of, failedRatio }));
        if (less === undefined || more === undefined) throw new Error('two budgets');
        expect(less.spentShare + less.remainingShare).toBeCloseTo(1);
        expect(more.remainingShare).toBeLessThanOrEqual(less.remainingShare);
      }),
    );
  });

  it('is read from what the guide states, in seconds or as a ratio', () => {
    const stated = {
      kind: 'error-budget',
      objective: 'availability',
      allowedS: null,
      allowedRatio: null,
      periodS: MONTH,
    } as const;
    expect(statedBudget({ ...stated, allowedS: 2_592 })?.allowedRatio).toBeCloseTo(0.001);
    expect(statedBudget({ ...stated, allowedRatio: 0.01 })?.allowedRatio).toBe(0.01);
    expect(statedBudget(stated)).toBeNull();
    expect(statedBudget({ ...stated, allowedRatio: 0.01, periodS: null })).toBeNull();
  });
});
