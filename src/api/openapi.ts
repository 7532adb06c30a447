import { pino } from 'pino';
import { buildServer } from './server.ts';
import type { ApiServices } from './services.ts';

/** The OpenAPI 3.1 document of the API. No handler runs, so none of the services is needed. */
export async function openApiDocument(version: string): Promise<object> {
  const server = await buildServer({} as ApiServices, { logger: pino({ level: 'silent' }), webFolder: null, version });
  await server.ready();
  const document = server.swagger();
  await server.close();
  return document;
}
