import { Router } from 'express';
import { z } from 'zod';
import { idSchema, pageSchema, Refusal } from './answers.ts';
import type { Connections } from './connections.ts';
import { forgetMaintenance } from './maintenance.ts';

const newTrip = z.object({
  vehicleId: idSchema,
  driver: z.string().trim().min(1).max(100),
  purpose: z.string().trim().min(1).max(200),
});
const tripEnd = z.object({ odometerKm: z.int().min(0).max(5_000_000) });
const tripFilter = pageSchema.extend({ vehicleId: idSchema.optional() });

const columns = `id, vehicle_id AS "vehicleId", driver, purpose, started_at AS "startedAt", start_km AS "startKm",
  ended_at AS "endedAt", end_km AS "endKm"`;

/** `/api/trips`: a vehicle goes out, and comes back with more kilometres. */
export function tripRoutes(connections: Connections): Router {
  const router = Router();

  router.post('/', async (request, response) => {
    const { vehicleId, driver, purpose } = newTrip.parse(request.body);
    const [trip] = await connections.query(
      'INSERT trips',
      `INSERT INTO trips (vehicle_id, driver, purpose, start_km) SELECT id, $2, $3, odometer_km FROM vehicles WHERE id = $1
       ON CONFLICT (vehicle_id) WHERE ended_at IS NULL DO NOTHING RETURNING ${columns}`,
      [vehicleId, driver, purpose],
    );
    if (trip === undefined) throw new Refusal(409, `Vehicle ${vehicleId} is on a trip, or not in the fleet.`);
    response.status(201).json(trip);
  });

  router.post('/:id/end', async (request, response) => {
    const id = idSchema.parse(request.params.id);
    const { odometerKm } = tripEnd.parse(request.body);
    // One statement, so that the trip's end and the vehicle's odometer never disagree.
    const [trip] = await connections.query(
      'UPDATE trips',
      `WITH ended AS (
         UPDATE trips SET ended_at = now(), end_km = $2 WHERE id = $1 AND ended_at IS NULL AND start_km <= $2 RETURNING *
       ), driven AS (
         UPDATE vehicles SET odometer_km = ended.end_km FROM ended WHERE vehicles.id = ended.vehicle_id
       )
       SELECT ${columns} FROM ended`,
      [id, odometerKm],
    );
    if (trip === undefined)
      throw new Refusal(409, `Trip ${id} is not under way, or started with more than ${odometerKm} km.`);
    await forgetMaintenance(connections);
    response.json(trip);
  });

  router.get('/', async (request, response) => {
    const { limit, before, vehicleId } = tripFilter.parse(request.query);
    const trips = await connections.query<{ id: number }>(
      'SELECT trips',
      `SELECT ${columns} FROM trips WHERE id < $1 AND ($2::integer IS NULL OR vehicle_id = $2) ORDER BY id DESC LIMIT $3`,
      [before, vehicleId ?? null, limit],
    );
    response.json({ trips, next: trips.length === limit ? (trips.at(-1)?.id ?? null) : null });
  });

  return router;
}
