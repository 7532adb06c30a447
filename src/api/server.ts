import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import { authenticate } from './authentication.ts';
import { compressLongAnswers } from './compress.ts';
import { servePage } from './page.ts';
import { answerErrors } from './problem.ts';
import { accountRoutes } from './routes/account.ts';
import { acknowledgeRoutes } from './routes/acknowledge.ts';
import { editingRoutes } from './routes/editing.ts';
import { eventRoutes } from './routes/events.ts';
import { healthRoutes } from './routes/health.ts';
import { incidentRoutes } from './routes/incidents.ts';
import { runRoutes } from './routes/runs.ts';
import { systemRoutes } from './routes/systems.ts';
import { telemetryRoutes } from './routes/telemetry.ts';
import type { ApiServices } from './services.ts';

export interface ServerOptions {
  readonly logger: FastifyBaseLogger;
  /** Folder of the built web page; null serves the API alone. */
  readonly webFolder: string | null;
  readonly version: string;
}

const BODY_LIMIT = 1_048_576;
/** Requests a minute from one address. */
const RATE_LIMIT = 1_200;

/** The HTTP interface: API, OpenAPI document, telemetry receivers, the acknowledge page and the web page. Not listening yet. */
export async function buildServer(services: ApiServices, options: ServerOptions): Promise<FastifyInstance> {
  const server = Fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: 300 },
    requestTimeout: 30_000,
    forceCloseConnections: true,
  });
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  answerErrors(server);
  server.addHook('onSend', async (_request, reply) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) if (!reply.hasHeader(name)) reply.header(name, value);
  });
  compressLongAnswers(server);
  await server.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Runproof', version: options.version } },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  await server.register(cookie);
  await server.register(rateLimit, { max: RATE_LIMIT, timeWindow: 60_000 });
  authenticate(server, services.accounts);

  for (const routes of [
    healthRoutes,
    accountRoutes,
    systemRoutes,
    editingRoutes,
    incidentRoutes,
    runRoutes,
    eventRoutes,
    telemetryRoutes,
    acknowledgeRoutes,
  ])
    await server.register(routes, { services });
  server.get('/openapi.json', { schema: { hide: true }, config: { scope: 'none' } }, () => server.swagger());
  if (options.webFolder !== null) await servePage(server, options.webFolder);
  return server;
}

const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-src 'self' about:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};
