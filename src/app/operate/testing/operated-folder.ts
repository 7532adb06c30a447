import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { realClock, startTestTelemetry, type TestTelemetry } from '../../../store/testing/clickhouse.ts';
import { startTestStore, type TestStore } from '../../../store/testing/postgres.ts';
import { Announcer } from '../../announcer.ts';
import { ChangeFeed } from '../../change-feed.ts';
import { loadSystem } from '../../load-system.ts';
import { applyGuide } from '../apply-guide.ts';
import { OperatedSystem } from '../operated-system.ts';
import type { Operation } from '../operation.ts';
import type { Surroundings } from '../surroundings.ts';

export const GUIDE = `# Orders

## Health checks

- \`/health\`: liveness

## Alerts

- **API down**: health check fails
- **High memory**: memory above 85 % for 5 minutes

## Deploy

\`\`\`bash
echo {namespace}
\`\`\`
`;

/** Real engines, and a service at a real address that answers as a test says. */
export class Ground {
  answersWith = 200;
  readonly store: TestStore;
  readonly #telemetry: TestTelemetry;
  readonly #service: Server;
  #folders = 0;

  private constructor(store: TestStore, telemetry: TestTelemetry) {
    this.store = store;
    this.#telemetry = telemetry;
    this.#service = createServer((_request, response) => {
      response.writeHead(this.answersWith, { 'content-type': 'application/json' }).end('{}');
    });
  }

  static async prepare(): Promise<Ground> {
    const [store, telemetry] = await Promise.all([startTestStore(Date.now()), startTestTelemetry()]);
    const ground = new Ground(store, telemetry);
    await new Promise<void>((listening) => ground.#service.listen(0, '127.0.0.1', listening));
    return ground;
  }

  /** A new folder with the guide and its bindings, operated. */
  async operate(): Promise<OperatedFolder> {
    this.answersWith = 200;
    this.#folders += 1;
    const folder = mkdtempSync(join(tmpdir(), 'operated-'));
    writeFileSync(join(folder, 'OPERATIONS.md'), GUIDE);
    writeFileSync(
      join(folder, 'runproof.yaml'),
      `version: 1
id: orders-${this.#folders}
baseUrl: http://127.0.0.1:${(this.#service.address() as AddressInfo).port}
observe: { intervalSeconds: 0.2 }
# What the guide leaves open.
people: [{ role: On call, email: on-call@example.com }]
`,
    );
    const loaded = await loadSystem(folder);
    const { systemId } = loaded.plan;
    const operations = new Map<string, Operation>();
    operations.set(systemId, await applyGuide(this.store.store, loaded, Date.now()));
    const feed = new ChangeFeed();
    const surroundings: Surroundings = {
      clock: realClock,
      store: this.store.store,
      telemetry: this.#telemetry.store,
      feed,
      announcer: new Announcer(realClock, (id) => feed.publish({ type: 'system', systemId: id })),
      log: pino({ level: 'silent' }),
      operations,
      publicUrl: 'http://127.0.0.1:4100',
    };
    const onApplied = async () => {};
    const system = new OperatedSystem({ surroundings, operations, systemId, hasInbox: true, onApplied });
    await system.start();
    return { folder, guide: join(folder, 'OPERATIONS.md'), bindings: join(folder, 'runproof.yaml'), system, feed };
  }

  async clear({ system, folder }: OperatedFolder): Promise<void> {
    await system.stop();
    rmSync(folder, { recursive: true, force: true });
  }

  async close(): Promise<void> {
    this.#service.close();
    await this.store.close();
    await this.#telemetry.close();
  }
}

export interface OperatedFolder {
  readonly folder: string;
  /** Paths of the two files. */
  readonly guide: string;
  readonly bindings: string;
  readonly system: OperatedSystem;
  readonly feed: ChangeFeed;
}
