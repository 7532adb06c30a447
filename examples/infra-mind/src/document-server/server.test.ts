import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient, ObjectId } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DocumentServer, startDocumentServer } from './server.ts';

interface Note {
  _id: string;
  owner: string;
  size: number;
  tags?: string[];
}

let folder: string;
let server: DocumentServer;
let client: MongoClient;

async function start(): Promise<void> {
  server = await startDocumentServer({ port: 0, folder, now: () => 1_700_000_000_000, log: () => undefined });
  client = new MongoClient(`mongodb://127.0.0.1:${server.port}/notes`, { serverSelectionTimeoutMS: 2_000 });
}

async function stop(): Promise<void> {
  await client.close();
  await server.stop();
}

const notes = () => client.db().collection<Note>('notes');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'document-server-'));
  await start();
});

afterEach(async () => {
  await stop();
  await rm(folder, { recursive: true, force: true });
});

describe('the document server, by the official driver', () => {
  it('inserts, finds, sorts, updates, counts and deletes', async () => {
    await notes().insertMany([
      { _id: 'a', owner: 'x', size: 3 },
      { _id: 'b', owner: 'x', size: 1 },
      { _id: 'c', owner: 'y', size: 2 },
    ]);
    const mine = await notes()
      .find({ owner: 'x' }, { sort: { size: 1 }, projection: { size: 1 } })
      .toArray();
    expect(mine).toEqual([
      { _id: 'b', size: 1 },
      { _id: 'a', size: 3 },
    ]);
    const changed = await notes().updateMany({ size: { $gte: 2 } }, { $inc: { size: 10 }, $push: { tags: 'big' } });
    expect(changed.modifiedCount).toBe(2);
    expect(await notes().findOne({ _id: 'a' })).toEqual({ _id: 'a', owner: 'x', size: 13, tags: ['big'] });
    expect((await notes().deleteMany({ owner: 'x' })).deletedCount).toBe(2);
    expect(await notes().countDocuments()).toBe(1);
  });

  it('refuses an _id that is taken and upserts one that is not', async () => {
    await notes().insertOne({ _id: 'a', owner: 'x', size: 1 });
    await expect(notes().insertOne({ _id: 'a', owner: 'y', size: 2 })).rejects.toMatchObject({ code: 11_000 });
    const made = await notes().updateOne(
      { _id: 'z' },
      { $set: { size: 9 }, $setOnInsert: { owner: 'q' } },
      { upsert: true },
    );
    expect(made.upsertedId).toBe('z');
    expect(await notes().findOneAndUpdate({ _id: 'z' }, { $inc: { size: 1 } }, { returnDocument: 'after' })).toEqual({
      _id: 'z',
      owner: 'q',
      size: 10,
    });
  });

  it('finds by ObjectId and by date, as equals and in a range', async () => {
    const events = client.db().collection('events');
    const id = new ObjectId();
    const at = new Date(1_700_000_000_000);
    await events.insertOne({ _id: id, ref: id, at });
    expect(await events.findOne({ _id: new ObjectId(id.toHexString()) })).toMatchObject({ at });
    expect(await events.countDocuments({ ref: new ObjectId(id.toHexString()) })).toBe(1);
    expect(await events.countDocuments({ at: { $lt: new Date(1_700_000_000_001) } })).toBe(1);
    expect(await events.countDocuments({ at: { $lt: at } })).toBe(0);
  });

  it('hands long results out in batches and groups them', async () => {
    await notes().insertMany(
      Array.from({ length: 1_234 }, (_, size) => ({ _id: `n${size}`, owner: size % 2 ? 'odd' : 'even', size })),
    );
    expect(await notes().find().batchSize(100).toArray()).toHaveLength(1_234);
    const groups = await notes()
      .aggregate([{ $group: { _id: '$owner', n: { $sum: 1 } } }, { $sort: { _id: 1 } }])
      .toArray();
    expect(groups).toEqual([
      { _id: 'even', n: 617 },
      { _id: 'odd', n: 617 },
    ]);
  });

  it('keeps what it acknowledged, also behind a record that was cut short', async () => {
    await notes().insertOne({ _id: 'kept', owner: 'x', size: 1 });
    await notes().createIndex({ owner: 1, size: -1 });
    await notes().insertOne({ _id: 'torn', owner: 'x', size: 2 });
    await stop();
    const journal = join(folder, 'documents.journal');
    expect(await readdir(folder)).toEqual(['documents.journal']);
    const { size } = await import('node:fs').then((fs) => fs.promises.stat(journal));
    await truncate(journal, size - 3);
    await start();
    expect((await notes().find().toArray()).map((note) => note._id)).toEqual(['kept']);
    expect((await notes().indexes()).map((index) => index.name)).toEqual(['_id_', 'owner_1_size_-1']);
  });

  it('answers the commands of health checks and says of others that it lacks them', async () => {
    const admin = client.db('admin');
    expect(await admin.command({ ping: 1 })).toMatchObject({ ok: 1 });
    expect(await admin.command({ serverStatus: 1 })).toMatchObject({ uptime: 0, connections: { available: 1_000 } });
    await expect(admin.command({ mapReduce: 'x' })).rejects.toThrow(/no such command: 'mapReduce'/);
    await expect(notes().createIndex({ owner: 1 }, { unique: true })).rejects.toThrow(/unique indexes are not served/);
  });
});
