import { createHash } from 'node:crypto';
import type { AlertState } from '../../judge/alert-state.ts';
import { deleteAlertStatesExcept, listAlertStates } from '../../store/postgres/alerts.ts';
import { settingOnce } from '../../store/postgres/settings.ts';
import type { Store } from '../../store/postgres/store.ts';
import { applySystem } from '../../store/postgres/systems.ts';
import type { LoadedSystem } from '../load-system.ts';
import { Operation } from './operation.ts';
import { respond } from './respond.ts';

/** Operates a system by this guide from now on. An alert whose rule left the guide while it fired is over with it. */
export async function applyGuide(store: Store, system: LoadedSystem, now: number): Promise<Operation> {
  const { plan, markdown } = system;
  const { systemId, systemName, folder } = plan;
  const guideHash = createHash('sha256').update(markdown).digest('hex');
  return store.transaction(async (database) => {
    await applySystem(database, { id: systemId, name: systemName, folder, guideHash, guideText: markdown, plan }, now);
    const watchedSince = await settingOnce(database, `watched-since:${systemId}`, now);
    const operation = new Operation(system, { appliedAt: now, watchedSince });
    const ruleIds = plan.rules.map(({ id }) => id);
    for (const { ruleId, state } of await listAlertStates<AlertState>(database, systemId))
      if (!ruleIds.includes(ruleId) && state.phase === 'firing')
        await respond(database, operation, null, { type: 'alert-resolved', ruleId, value: null }, now);
    await deleteAlertStatesExcept(database, systemId, ruleIds);
    return operation;
  });
}
