import { expect, it } from 'vitest';
import type { Check } from './plan.ts';
import { planIndex } from './plan-index.ts';
import { samplePlan } from './testing/sample-plan.ts';

it('finds what a search would find, and is made once', () => {
  const plan = samplePlan();
  const index = planIndex(plan);
  expect(plan.rules.length * plan.objectives.length * plan.commands.length).toBeGreaterThan(0);
  for (const part of ['rules', 'objectives', 'measures', 'commands'] as const) {
    expect([...index[part].keys()]).toEqual(plan[part].map(({ id }) => id));
    for (const each of plan[part]) expect(index[part].get(each.id)).toBe(each);
  }
  expect(planIndex(plan)).toBe(index);
});

it('gives the first of several checks of one commitment, and none of those that the bindings alone name', () => {
  const [check] = samplePlan().checks;
  const checks: Check[] = [
    { ...check!, id: 'bound', commitmentId: null },
    { ...check!, id: 'first', commitmentId: 'c' },
    { ...check!, id: 'second', commitmentId: 'c' },
  ];
  const index = planIndex({ ...samplePlan(), checks });
  expect([...index.checks].map(([id, { id: found }]) => [id, found])).toEqual([['c', 'first']]);
});
