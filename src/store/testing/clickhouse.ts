import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RunningClickHouse, startClickHouse } from '@runproof/embedded/clickhouse';
import type { Clock } from '../../plan/clock.ts';
import { openTelemetryStore, type TelemetryStore } from '../clickhouse/telemetry-store.ts';

export interface TestTelemetry {
  readonly store: TelemetryStore;
  readonly engine: RunningClickHouse;
  /** What the store logged. */
  readonly lines: readonly string[];
  close(): Promise<void>;
}

/** Real time: the tables let go of what is older than their retention. */
export const realClock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    await sleep(milliseconds, undefined, signal ? { signal } : {}).catch(() => {}); // Aborted: over at once.
  },
};

/** A real ClickHouse engine of its own, about half a second. */
export async function startTestTelemetry(): Promise<TestTelemetry> {
  // Its child process runs from the emitted file.
  execFileSync('npx', ['tsc', '-b', 'embedded'], { cwd: new URL('../../..', import.meta.url).pathname });
  const folder = mkdtempSync(join(tmpdir(), 'telemetry-'));
  const engine = await startClickHouse({ folder });
  const lines: string[] = [];
  const store = await openTelemetryStore({ url: engine.url, clock: realClock, log: (line) => lines.push(line) });
  return {
    store,
    engine,
    lines,
    close: async () => {
      await store.close();
      await engine.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
