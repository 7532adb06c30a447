import { createHash } from 'node:crypto';
import type { Metrics } from '@runproof/kit/metrics';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import promClient from 'prom-client';
import type { Database } from './database.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose key the request carried; set before any handler of the API runs. */
    customerId: string;
  }
}

/** Keys are long and random, so a plain digest is enough: there is nothing to guess. */
export const digestOf = (key: string): Buffer => createHash('sha256').update(key).digest();

const knownForMs = 60_000;
const maxKnown = 1_000;

/** Every route of this instance asks for `X-API-Key: …` or `Authorization: Bearer …`. */
export function authentication(api: FastifyInstance, database: Database, metrics: Metrics): void {
  const known = new Map<string, { customerId: string; until: number }>();
  const failures = new promClient.Counter({
    name: 'kilometers_auth_failures_total',
    help: 'Requests without a valid API key.',
    registers: [metrics.registry],
  });
  api.decorateRequest('customerId', '');
  api.addHook('onRequest', async (request, reply) => {
    const digest = digestOf(keyOf(request));
    const name = digest.toString('hex');
    const remembered = known.get(name);
    if (remembered && remembered.until > performance.now()) {
      request.customerId = remembered.customerId;
      return;
    }
    const [row] = await database.query<{ customer_id: string }>(
      'SELECT api_keys',
      'SELECT customer_id FROM api_keys WHERE digest = $1',
      [digest],
    );
    if (!row) {
      failures.inc();
      return reply.code(401).send({ error: 'Give a valid API key in the X-API-Key header.' });
    }
    if (known.size >= maxKnown) known.clear();
    known.set(name, { customerId: row.customer_id, until: performance.now() + knownForMs });
    request.customerId = row.customer_id;
  });
}

function keyOf(request: FastifyRequest): string {
  const header = request.headers['x-api-key'];
  if (typeof header === 'string') return header;
  return /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
}
