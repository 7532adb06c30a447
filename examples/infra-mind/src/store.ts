import type { KitClock } from '@runproof/kit/clock';
import type { Telemetry } from '@runproof/kit/telemetry';
import type { Collection, Filter } from 'mongodb';
import type { Assessment } from './assessment.ts';
import { connectMongo } from './mongo-connection.ts';

/** The assessments in MongoDB; every call is a span. */
export interface AssessmentStore {
  insert(assessment: Assessment): Promise<void>;
  find(id: string): Promise<Assessment | null>;
  /** Newest first. */
  list(filter: Filter<Assessment>, limit: number, offset: number): Promise<Assessment[]>;
  /** False when it is not in that state (any more), so that nobody finishes what another has cleared. */
  finish(id: string, change: Pick<Assessment, 'status' | 'report' | 'failure' | 'updated_at'>): Promise<boolean>;
  remove(id: string): Promise<boolean>;
  countByStatus(): Promise<Record<string, number>>;
  /** Rejects when MongoDB does not answer. */
  ping(signal: AbortSignal): Promise<{ connections: number; uptimeSeconds: number }>;
  close(): Promise<void>;
}

export function openStore(url: string, telemetry: Telemetry, clock: KitClock): AssessmentStore {
  const connection = connectMongo(url, clock);
  const { hostname, port } = new URL(url);
  const assessments = (): Collection<Assessment> => connection.client().db().collection('assessments');
  const call = <Result>(operation: string, work: () => Promise<Result>): Promise<Result> =>
    telemetry.dependency(
      { system: 'mongodb', operation, serverAddress: hostname, serverPort: Number(port || 27_017) },
      work,
    );

  return {
    insert: (assessment) => call('insert assessments', async () => void (await assessments().insertOne(assessment))),
    find: (id) => call('find assessments', () => assessments().findOne({ _id: id })),
    list: (filter, limit, offset) =>
      call('find assessments', () =>
        assessments()
          .find(filter, { sort: { created_at: -1 }, skip: offset, limit })
          .toArray(),
      ),
    finish: (id, change) =>
      call('update assessments', async () => {
        const { matchedCount } = await assessments().updateOne({ _id: id, status: 'processing' }, { $set: change });
        return matchedCount > 0;
      }),
    remove: (id) =>
      call('delete assessments', async () => (await assessments().deleteOne({ _id: id })).deletedCount > 0),
    countByStatus: () =>
      call('aggregate assessments', async () => {
        const groups = await assessments()
          .aggregate<{ _id: string; n: number }>([{ $group: { _id: '$status', n: { $sum: 1 } } }])
          .toArray();
        return Object.fromEntries(groups.map((group) => [group._id, group.n]));
      }),
    ping: (signal) =>
      call('ping', async () => {
        const status = await connection.client().db().admin().command({ serverStatus: 1 }, { signal });
        return { connections: Number(status.connections?.current ?? 0), uptimeSeconds: Number(status.uptime ?? 0) };
      }),
    close: () => connection.close(),
  };
}
