import type { AlertRule, Check, Command, Measure, Objective, Plan } from './plan.ts';

/** The parts of a plan by the commitment that they are made from. */
export interface PlanIndex {
  readonly rules: ReadonlyMap<string, AlertRule>;
  readonly objectives: ReadonlyMap<string, Objective>;
  readonly measures: ReadonlyMap<string, Measure>;
  readonly commands: ReadonlyMap<string, Command>;
  /** Of several checks of one commitment the first. */
  readonly checks: ReadonlyMap<string, Check>;
}

const known = new WeakMap<Plan, PlanIndex>();

/** Made once a plan: with thousands of commitments, looking for each among all of them takes longer than all the rest. */
export function planIndex(plan: Plan): PlanIndex {
  const index = known.get(plan) ?? indexOf(plan);
  known.set(plan, index);
  return index;
}

function indexOf({ rules, objectives, measures, commands, checks }: Plan): PlanIndex {
  const byId = <T extends { readonly id: string }>(parts: readonly T[]) =>
    new Map(parts.map((part) => [part.id, part]));
  return {
    rules: byId(rules),
    objectives: byId(objectives),
    measures: byId(measures),
    commands: byId(commands),
    checks: new Map(
      checks
        .flatMap((check): [string, Check][] => (check.commitmentId === null ? [] : [[check.commitmentId, check]]))
        .reverse(),
    ),
  };
}
