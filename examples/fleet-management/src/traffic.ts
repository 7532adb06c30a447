import type { TrafficCall } from '../../host/src/traffic.ts';

interface Vehicle {
  id: number;
  odometerKm: number;
}
interface Trip {
  id: number;
  vehicleId: number;
  startKm: number;
  endedAt: string | null;
}

const FLEET_SIZE = 12;
const MODELS = ['Transit 350', 'Sprinter 314', 'eCitan', 'Crafter 35', 'Master L2'];
const PURPOSES = ['parcel round', 'site visit', 'spare parts', 'airport run'];

/** A small fleet at work: vehicles are looked up, now and then one goes out, comes back or is serviced. */
export default async function traffic(call: TrafficCall, turn: number): Promise<void> {
  if (turn % 30 === 0) await driveOne(call, turn);
  else if (turn % 90 === 45) await serviceOne(call);
  else if (turn % 3 === 0) await call({ path: '/api/vehicles?limit=20' });
  else if (turn % 3 === 1) await call({ path: '/api/maintenance/due' });
  else await call({ path: '/api/trips?limit=20' });
}

async function driveOne(call: TrafficCall, turn: number): Promise<void> {
  const { vehicles } = (await call({ path: '/api/vehicles?limit=100' })).body as { vehicles: Vehicle[] };
  if (vehicles.length < FLEET_SIZE) {
    for (let number = vehicles.length; number < FLEET_SIZE; number++) await buyOne(call, number);
    return;
  }
  const { trips } = (await call({ path: '/api/trips?limit=100' })).body as { trips: Trip[] };
  const open = trips.filter(({ endedAt }) => endedAt === null);
  if (open.length >= FLEET_SIZE / 3) {
    const trip = open.at(-1);
    if (trip) await call(post(`/api/trips/${trip.id}/end`, { odometerKm: trip.startKm + 40 + (turn % 200) }));
    return;
  }
  const idle = vehicles.filter(({ id }) => !open.some(({ vehicleId }) => vehicleId === id));
  const vehicle = idle[turn % Math.max(1, idle.length)];
  const purpose = PURPOSES[turn % PURPOSES.length];
  if (vehicle) await call(post('/api/trips', { vehicleId: vehicle.id, driver: `driver ${vehicle.id}`, purpose }));
}

async function serviceOne(call: TrafficCall): Promise<void> {
  const { due } = (await call({ path: '/api/maintenance/due' })).body as { due: { vehicleId: number }[] };
  const [first] = due;
  if (first) await call(post(`/api/vehicles/${first.vehicleId}/services`, { note: 'regular service' }));
}

async function buyOne(call: TrafficCall, number: number): Promise<void> {
  const plate = `FLT ${100 + number}`;
  await call(
    post('/api/vehicles', { plate, model: MODELS[number % MODELS.length], odometerKm: 14_000 + 137 * number }),
  );
}

function post(path: string, body: unknown) {
  return { method: 'POST', path, body } as const;
}
