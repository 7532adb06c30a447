import type { IncomingMessage, ServerResponse } from 'node:http';
import { type HealthRouteOptions, healthRoutes } from './health-routes.ts';
import type { Telemetry } from './telemetry.ts';

/**
 * Health and metrics for plain `node:http` and Express. Plain: `if (await answerHealth(request, response)) return;`.
 * Express: `app.use(answerHealth)`; it calls `next` for every path that is not its own.
 */
export function healthHandler(options: HealthRouteOptions) {
  const routes = healthRoutes(options);
  return async (
    request: IncomingMessage,
    response: ServerResponse,
    next?: (error?: unknown) => void,
  ): Promise<boolean> => {
    const answerTo = routes.get(pathOf(request));
    if (!answerTo || (request.method !== 'GET' && request.method !== 'HEAD')) {
      next?.();
      return false;
    }
    try {
      const answer = await answerTo();
      response.writeHead(answer.statusCode, { 'content-type': answer.contentType, 'cache-control': 'no-store' });
      response.end(request.method === 'HEAD' ? undefined : answer.body);
    } catch (error) {
      if (!next) throw error;
      next(error);
    }
    return true;
  };
}

/** Wraps a request listener: a span and a count for each request. `routeOf` gives the pattern the path matched. */
export function observeHttp(
  telemetry: Telemetry,
  routeOf: (request: IncomingMessage) => string,
  handle: (request: IncomingMessage, response: ServerResponse) => void,
) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const traceparent = request.headers.traceparent;
    const observed = telemetry.request({
      method: request.method ?? 'GET',
      path: pathOf(request),
      traceparent: typeof traceparent === 'string' ? traceparent : undefined,
    });
    response.once('close', () => observed.end({ statusCode: response.statusCode, route: routeOf(request) }));
    observed.run(() => handle(request, response));
  };
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0]!;
}
