import type { FastifyInstance } from 'fastify';
import type { Database } from './database.ts';

/** `GET /api/dashboard/summary?hours=24`: what a customer's agents did. Kept for ten seconds, as the guide advises. */
interface MethodRow {
  mcp_method: string;
  calls: number;
  risky: number;
  highest: number;
}

interface Summary {
  hours: number;
  calls: number;
  risky: number;
  highestRisk: number;
  methods: { method: string; calls: number; risky: number; highestRisk: number }[];
}

const keptForMs = 10_000;
const maxKept = 500;
/** From the guide's own index: what lies above seven counts as risky. */
const riskyAbove = 7;

const querySchema = {
  type: 'object',
  additionalProperties: false,
  properties: { hours: { type: 'integer', minimum: 1, maximum: 720, default: 24 } },
} as const;

export function summaryRoutes(api: FastifyInstance, database: Database): void {
  const kept = new Map<string, { until: number; summary: Summary }>();
  api.get<{ Querystring: { hours: number } }>(
    '/api/dashboard/summary',
    { schema: { querystring: querySchema } },
    async (request) => {
      const { hours } = request.query;
      const name = `${request.customerId}/${hours}`;
      const found = kept.get(name);
      if (found && found.until > performance.now()) return found.summary;
      const summary = await summarise(database, request.customerId, hours);
      if (kept.size >= maxKept) kept.clear();
      kept.set(name, { until: performance.now() + keptForMs, summary });
      return summary;
    },
  );
}

async function summarise(database: Database, customerId: string, hours: number): Promise<Summary> {
  const rows = await database.query<MethodRow>(
    'SELECT events summary',
    `SELECT mcp_method, count(*)::int AS calls, max(risk_level)::int AS highest,
            count(*) FILTER (WHERE risk_level > $3)::int AS risky
     FROM events WHERE customer_id = $1 AND timestamp > now() - make_interval(hours => $2)
     GROUP BY mcp_method ORDER BY calls DESC LIMIT 50`,
    [customerId, hours, riskyAbove],
  );
  return {
    hours,
    calls: rows.reduce((sum, row) => sum + row.calls, 0),
    risky: rows.reduce((sum, row) => sum + row.risky, 0),
    highestRisk: Math.max(0, ...rows.map((row) => row.highest)),
    methods: rows.map(({ mcp_method: method, calls, risky, highest }) => ({
      method,
      calls,
      risky,
      highestRisk: highest,
    })),
  };
}
