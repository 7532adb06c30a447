import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Health } from '@runproof/kit/health';
import { healthHandler, observeHttp } from '@runproof/kit/http';
import type { Metrics } from '@runproof/kit/metrics';
import type { Telemetry } from '@runproof/kit/telemetry';
import express, { type Request } from 'express';
import type { Logger } from 'pino';
import { faultGate } from '../../host/src/fault-hook.ts';
import { answerErrors } from './answers.ts';
import type { Connections } from './connections.ts';
import { maintenanceRoutes } from './maintenance.ts';
import { tripRoutes } from './trips.ts';
import { vehicleRoutes } from './vehicles.ts';

export interface FleetParts {
  readonly connections: Connections;
  readonly health: Health;
  readonly metrics: Metrics;
  readonly telemetry: Telemetry;
  readonly log: Logger;
}

const HEALTH_PATHS = {
  health: '/health',
  liveness: '/health/liveness',
  readiness: '/health/readiness',
  startup: '/health/startup',
  metrics: '/health/metrics',
} as const;

/** The fleet's HTTP service; the caller listens. */
export function createFleetServer({ connections, health, metrics, telemetry, log }: FleetParts): Server {
  const app = express();
  app.disable('x-powered-by');
  app.use(healthHandler({ health, metrics, paths: HEALTH_PATHS }));
  app.use(express.json({ limit: '64kb' }));
  app.use('/api/vehicles', vehicleRoutes(connections));
  app.use('/api/trips', tripRoutes(connections));
  app.use('/api/maintenance', maintenanceRoutes(connections));
  app.use((request, response) => {
    response.status(404).json({ error: `There is nothing at ${request.path}.` });
  });
  app.use(answerErrors(log));

  return createServer(
    observeHttp(telemetry, routeOf, (request, response) => {
      faultGate(request, response)
        .then((isAnswered) => {
          if (!isAnswered) app(request, response);
        })
        .catch((error: Error) => response.destroy(error));
    }),
  );
}

/** The pattern a request has matched, `/api/vehicles/:id`; empty where none did. */
function routeOf(request: IncomingMessage): string {
  const path = (request as Request).originalUrl?.split('?', 1)[0] ?? '';
  if (Object.values<string>(HEALTH_PATHS).includes(path)) return path;
  const pattern = (request as Request).route?.path as string | undefined;
  if (pattern === undefined) return '';
  // Express forgets where a router was mounted once an error has left it; every router here stands at /api/NAME.
  const mount = path.split('/').slice(0, 3).join('/');
  return pattern === '/' ? mount : mount + pattern;
}
