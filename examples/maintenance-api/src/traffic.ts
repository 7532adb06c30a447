import type { TrafficCall } from '../../host/src/traffic.ts';

/** A technician's day, one step a second: look at the list, report something, hand it out, finish it, tidy up. */
const titles = [
  'Replace air filter',
  'Inspect brakes',
  'Calibrate scale 3',
  'Grease conveyor bearing',
  'Test fire doors',
];
const technicians = ['team-north', 'team-south', 'night-shift'];
const keptTasks = 200;

export default async function traffic(call: TrafficCall, turn: number): Promise<void> {
  if (turn % 6 === 0) {
    const title = titles[(turn / 6) % titles.length];
    await call({ method: 'POST', path: '/api/tasks', body: { title, priority: turn % 4 === 0 ? 'high' : 'normal' } });
  } else if (turn % 6 === 2) {
    const [task] = await tasksThat(call, 'status=open&limit=1');
    const assignee = technicians[turn % technicians.length];
    if (task) await call({ method: 'POST', path: `/api/tasks/${task.id}/assign`, body: { assignee } });
  } else if (turn % 6 === 4) {
    const [task] = await tasksThat(call, 'status=assigned&limit=1');
    if (task) await call({ method: 'POST', path: `/api/tasks/${task.id}/complete` });
  } else if (turn % 30 === 5) {
    for (const task of await tasksThat(call, `status=completed&limit=5&offset=${keptTasks}`)) {
      await call({ method: 'DELETE', path: `/api/tasks/${task.id}` });
    }
  } else {
    await call({ path: '/api/tasks?limit=20' });
  }
}

async function tasksThat(call: TrafficCall, query: string): Promise<{ id: string }[]> {
  const { status, body } = await call({ path: `/api/tasks?${query}` });
  return status === 200 ? (body as { tasks: { id: string }[] }).tasks : [];
}
