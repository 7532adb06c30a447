import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@runproof/embedded/postgres';
import { openStore, type Store } from '../postgres/store.ts';

export interface TestStore {
  readonly store: Store;
  readonly url: string;
  close(): Promise<void>;
}

/** A real PostgreSQL of its own, about a second; the schema is written as of `now`. */
export async function startTestStore(now: number): Promise<TestStore> {
  const folder = mkdtempSync(join(tmpdir(), 'store-'));
  chmodSync(folder, 0o711);
  const server = await startPostgres({ folder, user: 'runproof', password: 'test', database: 'runproof' });
  const store = await openStore({ url: server.url, now });
  return {
    store,
    url: server.url,
    close: async () => {
      await store.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
