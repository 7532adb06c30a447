import type { Selectable } from 'kysely';
import { timestamp } from './instant.ts';
import type { Database } from './store.ts';
import type { Tables } from './tables.ts';

export interface SystemRow<Plan> {
  readonly id: string;
  readonly name: string;
  readonly folder: string;
  /** Of the guide's text, so that an unchanged guide is not applied again. */
  readonly guideHash: string;
  readonly plan: Plan;
  readonly appliedAt: number;
}

export interface GuideVersionRow {
  readonly id: number;
  readonly hash: string;
  readonly text: string;
  readonly appliedAt: number;
}

/** Stores what a system is operated by from now on. A guide whose text changed becomes a version of its own. */
export async function applySystem<Plan extends object>(
  database: Database,
  system: { id: string; name: string; folder: string; guideHash: string; guideText: string; plan: Plan },
  now: number,
): Promise<void> {
  const plan = JSON.stringify(system.plan);
  const current = {
    name: system.name,
    folder: system.folder,
    guide_hash: system.guideHash,
    plan,
    applied_at: timestamp(now),
  };
  await database
    .insertInto('system')
    .values({ id: system.id, ...current })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(current))
    .execute();
  const latest = await database
    .selectFrom('guide_version')
    .select('hash')
    .where('system_id', '=', system.id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (latest?.hash === system.guideHash) return;
  await database
    .insertInto('guide_version')
    .values({
      system_id: system.id,
      hash: system.guideHash,
      text: system.guideText,
      plan,
      applied_at: timestamp(now),
    })
    .execute();
}

export async function listSystems<Plan>(database: Database): Promise<SystemRow<Plan>[]> {
  const rows = await database.selectFrom('system').selectAll().orderBy('name').execute();
  return rows.map((row) => systemOf<Plan>(row));
}

export async function findSystem<Plan>(database: Database, id: string): Promise<SystemRow<Plan> | null> {
  const row = await database.selectFrom('system').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? systemOf<Plan>(row) : null;
}

/** Forgets a system with all its history. False when there is none of this id. */
export async function deleteSystem(database: Database, id: string): Promise<boolean> {
  const { numDeletedRows } = await database.deleteFrom('system').where('id', '=', id).executeTakeFirstOrThrow();
  return numDeletedRows === 1n;
}

/** Newest first. */
export async function listGuideVersions(
  database: Database,
  systemId: string,
  limit: number,
): Promise<GuideVersionRow[]> {
  const rows = await database
    .selectFrom('guide_version')
    .select(['id', 'hash', 'text', 'applied_at'])
    .where('system_id', '=', systemId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ id: row.id, hash: row.hash, text: row.text, appliedAt: row.applied_at }));
}

function systemOf<Plan>(row: Selectable<Tables['system']>): SystemRow<Plan> {
  return {
    id: row.id,
    name: row.name,
    folder: row.folder,
    guideHash: row.guide_hash,
    plan: row.plan as Plan,
    appliedAt: row.applied_at,
  };
}
