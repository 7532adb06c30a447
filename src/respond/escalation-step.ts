import type { EscalationLevel, EscalationStep, Plan } from '../plan/plan.ts';
import type { NextStep } from './incident.ts';

/**
 * What follows when `fromLevel` does not answer an incident of this severity: the guide's step for the severity, else
 * its step for any severity, else the next level after the plan's default time. From the last level the way leads to
 * the last level again.
 */
export function nextStep(plan: Plan, severity: string, fromLevel: number, countedFrom: number): NextStep {
  const said = saidStep(plan, severity, fromLevel);
  const afterSeconds = said?.afterSeconds ?? plan.escalation.defaultAfterSeconds;
  return {
    dueAt: countedFrom + afterSeconds * 1000,
    toLevel: said?.toLevel ?? levelsAbove(plan, fromLevel)[0]?.level ?? fromLevel,
    afterSeconds,
    countedFrom,
    commitmentId: said?.commitmentId ?? null,
  };
}

/** Lowest first. */
export function levelsAbove(plan: Plan, level: number): EscalationLevel[] {
  return levelsInOrder(plan).filter((candidate) => candidate.level > level);
}

export function firstLevel(plan: Plan): EscalationLevel | undefined {
  return levelsInOrder(plan)[0];
}

/** 0 is the most severe; a level the plan does not know ranks below all. */
export function rankOf(plan: Plan, severity: string): number {
  return plan.severities.find((candidate) => candidate.level === severity)?.rank ?? plan.severities.length;
}

function saidStep(plan: Plan, severity: string, fromLevel: number): EscalationStep | undefined {
  const usable = plan.escalation.steps.filter(
    (step) =>
      step.fromLevel === fromLevel &&
      step.toLevel > fromLevel &&
      plan.escalation.levels.some((level) => level.level === step.toLevel),
  );
  const soonest = usable.toSorted((a, b) => a.afterSeconds - b.afterSeconds);
  return soonest.find((step) => step.severity === severity) ?? soonest.find((step) => step.severity === null);
}

function levelsInOrder(plan: Plan): EscalationLevel[] {
  return plan.escalation.levels.toSorted((a, b) => a.level - b.level);
}
