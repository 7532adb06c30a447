import { StateChanged } from './conflict.ts';
import { timestamp } from './instant.ts';
import type { Database } from './store.ts';

export interface StoredAlert<State> {
  readonly ruleId: string;
  readonly state: State;
  /** Grows with every save; what a save must name to replace it. */
  readonly version: number;
}

export async function listAlertStates<State>(database: Database, systemId: string): Promise<StoredAlert<State>[]> {
  const rows = await database
    .selectFrom('alert_state')
    .select(['rule_id', 'state', 'version'])
    .where('system_id', '=', systemId)
    .orderBy('rule_id')
    .execute();
  return rows.map((row) => ({ ruleId: row.rule_id, state: row.state as State, version: row.version }));
}

/** Null when the rule was never looked at. */
export async function findAlertState<State>(
  database: Database,
  systemId: string,
  ruleId: string,
): Promise<StoredAlert<State> | null> {
  const row = await database
    .selectFrom('alert_state')
    .select(['rule_id', 'state', 'version'])
    .where('system_id', '=', systemId)
    .where('rule_id', '=', ruleId)
    .executeTakeFirst();
  return row ? { ruleId: row.rule_id, state: row.state as State, version: row.version } : null;
}

/**
 * Replaces the state that was read as `expectedVersion`, 0 for none. Returns the new version.
 *
 * @throws StateChanged when it is not that one any more.
 */
export async function saveAlertState<State extends object>(
  database: Database,
  systemId: string,
  ruleId: string,
  state: State,
  expectedVersion: number,
  now: number,
): Promise<number> {
  const version = expectedVersion + 1;
  const values = { state: JSON.stringify(state), version, updated_at: timestamp(now) };
  const { changed } =
    expectedVersion === 0
      ? await database
          .insertInto('alert_state')
          .values({ system_id: systemId, rule_id: ruleId, ...values })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirstOrThrow()
          .then((result) => ({ changed: result.numInsertedOrUpdatedRows }))
      : await database
          .updateTable('alert_state')
          .set(values)
          .where('system_id', '=', systemId)
          .where('rule_id', '=', ruleId)
          .where('version', '=', expectedVersion)
          .executeTakeFirstOrThrow()
          .then((result) => ({ changed: result.numUpdatedRows }));
  if (changed !== 1n) throw new StateChanged(`The state of alert ${ruleId}`);
  return version;
}

/** Rules that are in the plan no more: their states would show as alerts for ever. */
export async function deleteAlertStatesExcept(
  database: Database,
  systemId: string,
  ruleIds: readonly string[],
): Promise<void> {
  let query = database.deleteFrom('alert_state').where('system_id', '=', systemId);
  if (ruleIds.length > 0) query = query.where('rule_id', 'not in', ruleIds);
  await query.execute();
}

export async function appendAlertTransition<Transition extends { readonly ruleId: string; readonly at: number }>(
  database: Database,
  systemId: string,
  transition: Transition,
): Promise<void> {
  await database
    .insertInto('alert_transition')
    .values({
      system_id: systemId,
      rule_id: transition.ruleId,
      at: timestamp(transition.at),
      transition: JSON.stringify(transition),
    })
    .execute();
}

/** Newest first; of one rule, or of all of the system. */
export async function listAlertTransitions<Transition>(
  database: Database,
  systemId: string,
  ruleId: string | null,
  limit: number,
): Promise<Transition[]> {
  let query = database.selectFrom('alert_transition').select('transition').where('system_id', '=', systemId);
  if (ruleId !== null) query = query.where('rule_id', '=', ruleId);
  const rows = await query.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute();
  return rows.map((row) => row.transition as Transition);
}
