import type { ChangeEvent } from '../../api/contract/event.ts';
import { type AlertState, type AlertTransition, initialAlertState } from '../../judge/alert-state.ts';
import { evaluateRule, lookbackSeconds } from '../../judge/evaluate-rule.ts';
import type { Reading } from '../../judge/reading.ts';
import type { AlertRule } from '../../plan/plan.ts';
import { appendAlertTransition, listAlertStates, saveAlertState } from '../../store/postgres/alerts.ts';
import { notifyChange } from '../../store/postgres/changes.ts';
import type { Database } from '../../store/postgres/store.ts';
import type { Operation } from './operation.ts';
import { readIndicator } from './readings.ts';
import { respond } from './respond.ts';
import type { Surroundings } from './surroundings.ts';
import { untilAborted } from './until-aborted.ts';

/**
 * Looks at rules of one system once: reads, decides, and stores the new states with everything that follows from a
 * transition in one transaction. A state that another replica changed meanwhile makes it decide again.
 */
export async function judge(
  surroundings: Surroundings,
  operation: Operation,
  rules: readonly AlertRule[],
  signal: AbortSignal,
): Promise<void> {
  if (rules.length === 0) return;
  const { clock, store, log, announcer } = surroundings;
  // Rules often share an indicator: each is asked for once.
  const asked = new Map<string, Promise<Reading>>();
  const reading = Promise.all(
    rules.map((rule) => {
      const lookback = lookbackSeconds(rule);
      const key = JSON.stringify([rule.indicator, lookback]);
      const reading = asked.get(key) ?? readIndicator(surroundings, operation, rule.indicator, lookback, clock.now());
      asked.set(key, reading);
      return reading;
    }),
  );
  // Another plan may be in operation as soon as this returns: nothing is decided by this one any more, and whoever
  // replaces it does not wait for what telemetry has to say.
  const readings = await untilAborted(reading, signal);
  if (readings === null || signal.aborted) return;
  const now = clock.now();
  const after = await store.transaction(async (database) => {
    const stored = new Map(
      (await listAlertStates<AlertState>(database, operation.id)).map((alert) => [alert.ruleId, alert]),
    );
    const states: AlertState[] = [];
    for (const [index, rule] of rules.entries()) {
      const before = stored.get(rule.id);
      const reading = readings[index];
      if (reading === undefined) continue;
      const { state, transition } = evaluateRule(rule, before?.state ?? initialAlertState(rule.id, now), reading, now);
      await saveAlertState(database, operation.id, rule.id, state, before?.version ?? 0, now);
      states.push(state);
      if (transition !== null) await carryOut(database, operation, transition, now);
    }
    return states;
  });
  for (const state of after) {
    const before = operation.alerts.get(state.ruleId);
    operation.alerts.set(state.ruleId, state);
    if (before?.phase !== state.phase) announcer.stateChanged(operation.id);
    if (before !== undefined && before.phase !== state.phase)
      log.info({ system: operation.id, rule: state.ruleId, phase: state.phase }, 'alert changed');
  }
}

async function carryOut(
  database: Database,
  operation: Operation,
  transition: AlertTransition,
  now: number,
): Promise<void> {
  await appendAlertTransition(database, operation.id, transition);
  await notifyChange(database, { type: 'system', systemId: operation.id } satisfies ChangeEvent);
  const { ruleId, value, conditionSince } = transition;
  if (transition.to === 'firing')
    await respond(database, operation, null, { type: 'alert-fired', ruleId, value, conditionSince }, now);
  if (transition.to === 'resolved')
    await respond(database, operation, null, { type: 'alert-resolved', ruleId, value }, now);
}
