import type { FastifyInstance } from 'fastify';
import type { Database } from './database.ts';

/** `POST /api/events` takes a batch; `GET /api/events` answers a page, newest first. */
interface IncomingEvent {
  method: string;
  riskLevel: number;
  timestamp?: string;
  agent?: string;
  detail?: Record<string, unknown>;
}

interface EventQuery {
  method?: string;
  minimumRisk?: number;
  since?: string;
  /** Events older than this id: the `next` of the page before. */
  before?: string;
  limit: number;
}

interface EventRow {
  id: string;
  timestamp: Date;
  mcp_method: string;
  risk_level: number;
  agent: string;
  detail: Record<string, unknown>;
}

const batchSchema = {
  type: 'object',
  required: ['events'],
  additionalProperties: false,
  properties: {
    events: {
      type: 'array',
      minItems: 1,
      maxItems: 500,
      items: {
        type: 'object',
        required: ['method', 'riskLevel'],
        additionalProperties: false,
        properties: {
          method: { type: 'string', minLength: 1, maxLength: 120 },
          riskLevel: { type: 'integer', minimum: 0, maximum: 10 },
          timestamp: { type: 'string', format: 'date-time' },
          agent: { type: 'string', maxLength: 120 },
          detail: { type: 'object', maxProperties: 50 },
        },
      },
    },
  },
} as const;

const querySchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    method: { type: 'string', maxLength: 120 },
    minimumRisk: { type: 'integer', minimum: 0, maximum: 10 },
    since: { type: 'string', format: 'date-time' },
    before: { type: 'string', pattern: '^[0-9]{1,18}$' },
    limit: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
  },
} as const;

export function eventRoutes(api: FastifyInstance, database: Database): void {
  api.post<{ Body: { events: IncomingEvent[] } }>(
    '/api/events',
    { schema: { body: batchSchema } },
    async (request, reply) => {
      const { events } = request.body;
      const now = new Date().toISOString();
      // One statement for the whole batch: either all of it is kept or none.
      await database.query(
        'INSERT events',
        `INSERT INTO events (customer_id, timestamp, mcp_method, risk_level, agent, detail)
       SELECT $1, * FROM unnest($2::timestamptz[], $3::text[], $4::smallint[], $5::text[], $6::jsonb[])`,
        [
          request.customerId,
          events.map((event) => event.timestamp ?? now),
          events.map((event) => event.method),
          events.map((event) => event.riskLevel),
          events.map((event) => event.agent ?? 'unknown'),
          events.map((event) => JSON.stringify(event.detail ?? {})),
        ],
      );
      return reply.code(202).send({ accepted: events.length });
    },
  );

  api.get<{ Querystring: EventQuery }>('/api/events', { schema: { querystring: querySchema } }, async (request) => {
    const { method, minimumRisk, since, before, limit } = request.query;
    const rows = await database.query<EventRow>(
      'SELECT events',
      `SELECT id, timestamp, mcp_method, risk_level, agent, detail FROM events
       WHERE customer_id = $1
         AND ($2::text IS NULL OR mcp_method = $2)
         AND risk_level >= $3
         AND ($4::timestamptz IS NULL OR timestamp >= $4)
         AND ($5::bigint IS NULL OR id < $5)
       ORDER BY id DESC LIMIT $6`,
      [request.customerId, method ?? null, minimumRisk ?? 0, since ?? null, before ?? null, limit],
    );
    return {
      events: rows.map((row) => ({
        id: row.id,
        timestamp: row.timestamp.toISOString(),
        method: row.mcp_method,
        riskLevel: row.risk_level,
        agent: row.agent,
        detail: row.detail,
      })),
      next: rows.length === limit ? rows.at(-1)!.id : null,
    };
  });
}
