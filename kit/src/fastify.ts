import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type HealthRouteOptions, healthRoutes } from './health-routes.ts';
import type { ObservedRequest, Telemetry } from './telemetry.ts';

/** `app.register(healthPlugin, { health, metrics })`: the health and metrics endpoints. */
export async function healthPlugin(app: FastifyInstance, options: HealthRouteOptions): Promise<void> {
  for (const [path, answerTo] of healthRoutes(options)) {
    app.get(path, { logLevel: 'warn' }, async (_request, reply) => {
      const answer = await answerTo();
      return reply
        .code(answer.statusCode)
        .type(answer.contentType)
        .header('cache-control', 'no-store')
        .send(answer.body);
    });
  }
}

/** Call on the root instance before its routes: a span and a count for each request. */
export function observeFastify(app: FastifyInstance, telemetry: Telemetry): void {
  const open = new WeakMap<FastifyRequest, ObservedRequest>();
  const failures = new WeakMap<FastifyRequest, unknown>();
  app.addHook('onRequest', (request, _reply, done) => {
    const traceparent = request.headers.traceparent;
    open.set(
      request,
      telemetry.request({
        method: request.method,
        path: request.url.split('?', 1)[0]!,
        traceparent: typeof traceparent === 'string' ? traceparent : undefined,
      }),
    );
    done();
  });
  // Only here: reading the body in between would leave the asynchronous context that `run` opens.
  app.addHook('preHandler', (request, _reply, done) => {
    const observed = open.get(request);
    if (observed) observed.run(done);
    else done();
  });
  app.addHook('onError', (request, _reply, error, done) => {
    failures.set(request, error);
    done();
  });
  app.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done) => {
    open.get(request)?.end({
      statusCode: reply.statusCode,
      route: request.routeOptions.url ?? '',
      error: failures.get(request),
    });
    done();
  });
}
