import type { Health, HealthProbe } from './health.ts';
import type { Metrics } from './metrics.ts';

/** The paths of the health and metrics endpoints, the same for every kind of server. `null` leaves one out. */
export interface HealthRouteOptions {
  health: Health;
  metrics?: Metrics;
  paths?: Partial<Record<HealthProbe | 'metrics', string | null>>;
  /** Paths that answer for one check alone: `{ '/health/db': 'database' }`. */
  checkPaths?: Record<string, string>;
}

export interface RouteAnswer {
  statusCode: number;
  contentType: string;
  body: string;
}

const defaultPaths = {
  health: '/health',
  liveness: '/health/live',
  readiness: '/health/ready',
  startup: '/health/startup',
  metrics: '/metrics',
} as const;

/** Path → what answers a GET on it. */
export function healthRoutes(options: HealthRouteOptions): Map<string, () => Promise<RouteAnswer>> {
  const { health, metrics } = options;
  const paths = { ...defaultPaths, ...options.paths };
  const routes = new Map<string, () => Promise<RouteAnswer>>();
  for (const probe of ['health', 'liveness', 'readiness', 'startup'] as const) {
    const path = paths[probe];
    if (path !== null) routes.set(path, async () => asJson(await health.answer(probe)));
  }
  for (const [path, checkName] of Object.entries(options.checkPaths ?? {})) {
    routes.set(path, async () => asJson(await health.answerOne(checkName)));
  }
  if (metrics && paths.metrics !== null) {
    routes.set(paths.metrics, async () => ({
      statusCode: 200,
      contentType: metrics.contentType,
      body: await metrics.text(),
    }));
  }
  return routes;
}

function asJson(answer: { statusCode: number; body: unknown }): RouteAnswer {
  return {
    statusCode: answer.statusCode,
    contentType: 'application/json; charset=utf-8',
    body: JSON.stringify(answer.body),
  };
}
