import { Router } from 'express';
import { z } from 'zod';
import { idSchema, pageSchema, Refusal } from './answers.ts';
import type { Connections } from './connections.ts';
import { forgetMaintenance } from './maintenance.ts';

const newVehicle = z.object({
  plate: z.string().trim().min(2).max(16),
  model: z.string().trim().min(1).max(100),
  odometerKm: z.int().min(0).max(5_000_000).default(0),
  serviceEveryKm: z.int().min(1).max(200_000).default(15_000),
  serviceEveryDays: z.int().min(1).max(3_650).default(365),
});

const newService = z.object({ note: z.string().max(500).default('') });

const columns = `id, plate, model, odometer_km AS "odometerKm",
  service_every_km AS "serviceEveryKm", service_every_days AS "serviceEveryDays"`;

/** `/api/vehicles`: the fleet, and the services its vehicles have had. */
export function vehicleRoutes(connections: Connections): Router {
  const router = Router();

  router.post('/', async (request, response) => {
    const wanted = newVehicle.parse(request.body);
    const [vehicle] = await connections.query(
      'INSERT vehicles',
      `INSERT INTO vehicles (plate, model, odometer_km, service_every_km, service_every_days)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT (plate) DO NOTHING RETURNING ${columns}`,
      [wanted.plate, wanted.model, wanted.odometerKm, wanted.serviceEveryKm, wanted.serviceEveryDays],
    );
    if (vehicle === undefined) throw new Refusal(409, `A vehicle has the plate ${wanted.plate} already.`);
    await forgetMaintenance(connections);
    response.status(201).json(vehicle);
  });

  router.get('/', async (request, response) => {
    const { limit, before } = pageSchema.parse(request.query);
    const vehicles = await connections.query<{ id: number }>(
      'SELECT vehicles',
      `SELECT ${columns} FROM vehicles WHERE id < $1 ORDER BY id DESC LIMIT $2`,
      [before, limit],
    );
    response.json({ vehicles, next: vehicles.length === limit ? (vehicles.at(-1)?.id ?? null) : null });
  });

  router.get('/:id', async (request, response) => {
    const id = idSchema.parse(request.params.id);
    const [vehicle] = await connections.query('SELECT vehicles', `SELECT ${columns} FROM vehicles WHERE id = $1`, [id]);
    if (vehicle === undefined) throw new Refusal(404, `There is no vehicle ${id}.`);
    response.json(vehicle);
  });

  router.post('/:id/services', async (request, response) => {
    const id = idSchema.parse(request.params.id);
    const { note } = newService.parse(request.body ?? {});
    const [service] = await connections.query(
      'INSERT services',
      `INSERT INTO services (vehicle_id, odometer_km, note) SELECT id, odometer_km, $2 FROM vehicles WHERE id = $1
       RETURNING id, vehicle_id AS "vehicleId", done_on::text AS "doneOn", odometer_km AS "odometerKm", note`,
      [id, note],
    );
    if (service === undefined) throw new Refusal(404, `There is no vehicle ${id}.`);
    await forgetMaintenance(connections);
    response.status(201).json(service);
  });

  return router;
}
