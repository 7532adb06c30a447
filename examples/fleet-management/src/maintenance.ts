import { Router } from 'express';
import { z } from 'zod';
import type { Connections } from './connections.ts';

const horizon = z.object({
  withinKm: z.coerce.number().int().min(0).max(100_000).default(1_000),
  withinDays: z.coerce.number().int().min(0).max(3_650).default(30),
});

interface DueRow {
  vehicleId: number;
  plate: string;
  kmLeft: number;
  daysLeft: number;
}

export type DueReason = 'overdue-by-distance' | 'overdue-by-date' | 'due-by-distance' | 'due-by-date';

/** One hash holds the answer for every horizon, so that one DEL forgets them all. */
const CACHE_KEY = 'fleet:maintenance-due';
const CACHE_SECONDS = 60;
const MOST_LISTED = 500;

/** `/api/maintenance/due`: the vehicles that need a service soon, the most urgent first. */
export function maintenanceRoutes(connections: Connections): Router {
  const router = Router();
  router.get('/due', async (request, response) => {
    const { withinKm, withinDays } = horizon.parse(request.query);
    const field = `${withinKm}:${withinDays}`;
    const known = await connections.cache('HGET maintenance-due', (redis) => redis.hget(CACHE_KEY, field));
    if (known !== null) {
      response.set('x-cache', 'hit').type('json').send(known);
      return;
    }
    const answer = JSON.stringify({ due: await listDue(connections, withinKm, withinDays) });
    await connections.cache('HSET maintenance-due', (redis) =>
      redis.multi().hset(CACHE_KEY, field, answer).expire(CACHE_KEY, CACHE_SECONDS).exec(),
    );
    response.set('x-cache', 'miss').type('json').send(answer);
  });
  return router;
}

/** To be called by whatever changes a vehicle, its kilometres or its services. */
export async function forgetMaintenance(connections: Connections): Promise<void> {
  await connections.cache('DEL maintenance-due', (redis) => redis.del(CACHE_KEY));
}

/** Why a vehicle is on the list; distance is named before date, and overdue before due. */
export function dueReason(kmLeft: number, daysLeft: number, withinKm: number): DueReason {
  if (kmLeft < 0) return 'overdue-by-distance';
  if (daysLeft < 0) return 'overdue-by-date';
  return kmLeft <= withinKm ? 'due-by-distance' : 'due-by-date';
}

async function listDue(connections: Connections, withinKm: number, withinDays: number) {
  const rows = await connections.query<DueRow>(
    'SELECT maintenance',
    `SELECT vehicle_id AS "vehicleId", plate, model, odometer_km AS "odometerKm", serviced_on::text AS "servicedOn",
            km_left AS "kmLeft", days_left AS "daysLeft"
     FROM maintenance WHERE km_left <= $1 OR days_left <= $2
     ORDER BY least(km_left / 50.0, days_left), vehicle_id LIMIT $3`,
    [withinKm, withinDays, MOST_LISTED],
  );
  return rows.map((row) => ({ ...row, reason: dueReason(row.kmLeft, row.daysLeft, withinKm) }));
}
