import { afterAll, beforeAll } from 'vitest';
import type { Database } from '../postgres/store.ts';
import { applySystem } from '../postgres/systems.ts';
import { startTestStore, type TestStore } from './postgres.ts';

/** A store for the tests of one file. */
export interface StoreOfFile {
  readonly opened: TestStore;
  readonly database: Database;
}

/** Opens a store before the tests of a file, with one system in it as of `now`, and closes it after them. */
export function storeWithSystem(systemId: string, now: number): StoreOfFile {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await startTestStore(now);
    await applyTestSystem(opened.store.database, systemId, now);
  });
  afterAll(() => opened?.close());
  return {
    get opened() {
      return opened;
    },
    get database() {
      return opened.store.database;
    },
  };
}

export async function applyTestSystem(database: Database, id: string, now: number): Promise<void> {
  await applySystem(database, { id, name: id, folder: '/', guideHash: '', guideText: '', plan: {} }, now);
}
