import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type KitClock, systemClock } from '@runproof/kit/clock';
import { createHealth } from '@runproof/kit/health';
import { healthHandler, observeHttp } from '@runproof/kit/http';
import { createMetrics } from '@runproof/kit/metrics';
import { startTelemetry } from '@runproof/kit/telemetry';
import { faultGate } from '../../host/src/fault-hook.ts';
import { openDatabase } from './database.ts';
import { startMeasures } from './measures.ts';
import { answerTasks, routeOf } from './routes.ts';
import { Tasks } from './tasks.ts';

export interface MaintenanceService {
  port: number;
  stop(): Promise<void>;
}

export interface MaintenanceOptions {
  databaseUrl: string;
  /** 0 takes any free port. */
  port: number;
  version: string;
  environment: string;
  clock?: KitClock;
}

const serviceName = 'maintenance-api';

/** Starts the service; a database that is not there yet makes it not ready, not dead. */
export async function startService(options: MaintenanceOptions): Promise<MaintenanceService> {
  const { databaseUrl, version, environment, clock = systemClock } = options;
  const metrics = createMetrics({ service: serviceName });
  const telemetry = await startTelemetry({ service: serviceName, version, environment, metrics });
  const database = openDatabase(databaseUrl, telemetry);
  const tasks = new Tasks(database, () => clock.now());
  const health = createHealth({ version, environment, clock });
  health.add({
    name: 'database',
    async run() {
      await database.read('SELECT 1', 'SELECT 1');
      return { message: 'MySQL answers' };
    },
  });
  const answerHealth = healthHandler({ health, metrics });
  const stopMeasures = startMeasures(database, metrics);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (await faultGate(request, response)) return;
    if (await answerHealth(request, response)) return;
    await answerTasks(tasks, request, response);
  }

  const server = createServer(
    observeHttp(telemetry, routeOf, (request, response) => {
      answer(request, response).catch((error: unknown) => {
        console.error(`ERROR ${error instanceof Error ? error.message : String(error)}`);
        response.destroy();
      });
    }),
  );
  server.requestTimeout = 30_000;
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : options.port);
    });
  });
  return {
    port,
    async stop() {
      stopMeasures();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await closed;
      await database.close();
      await telemetry.stop();
    },
  };
}
