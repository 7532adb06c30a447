import { mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DocumentServer, startDocumentServer } from '../document-server/server.ts';
import { dump, readDump, restore } from './dump.ts';
import { mongosh } from './mongo-tools.ts';

let folder: string;
let server: DocumentServer;
let client: MongoClient;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'infra-mind-dump-'));
  server = await startDocumentServer({ port: 0, folder: join(folder, 'data'), now: () => 0, log: () => undefined });
  client = new MongoClient(`mongodb://127.0.0.1:${server.port}/shop`);
});

afterAll(async () => {
  await client?.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('backups', () => {
  it('come back as they were saved, with their indexes, in place of what was there', async () => {
    const orders = client.db().collection('orders');
    await orders.createIndex({ customer: 1, at: -1 });
    await orders.insertMany([
      { customer: 'a', at: new Date(1_700_000_000_000), items: [{ sku: 'x', price: 1.5 }] },
      { customer: 'b', at: new Date(1_700_000_100_000), items: [] },
    ]);
    const before = await orders.find().toArray();
    const backup = join(folder, 'backup');
    expect(await dump(client.db(), backup)).toEqual({ orders: 2 });
    await orders.deleteOne({ customer: 'a' });
    await orders.insertOne({ customer: 'c' });
    expect(await restore(client.db(), backup, true)).toEqual({ orders: 2 });
    expect(await orders.find().toArray()).toEqual(before);
    expect((await orders.indexes()).map((index) => index.name)).toContain('customer_1_at_-1');
  });

  it('are refused when a byte is missing, and when there is none', async () => {
    const backup = join(folder, 'damaged');
    await client
      .db()
      .collection('orders')
      .updateOne({ customer: 'b' }, { $set: { customer: 'bb' } });
    await dump(client.db(), backup);
    await truncate(join(backup, 'shop', 'orders.bson'), 30);
    await expect(readDump(backup)).rejects.toThrow(/orders\.bson is damaged at byte 0/);
    await expect(readDump(join(folder, 'nowhere'))).rejects.toThrow(/There is no backup/);
  });
});

describe('the shell', () => {
  it('evaluates an expression on a collection and prints what it finds', async () => {
    const lines: string[] = [];
    const surroundings = {
      apiUrl: '',
      redisUrl: '',
      mongoUrl: `mongodb://127.0.0.1:${server.port}/shop`,
      now: () => 0,
      say: (line: string) => void lines.push(line),
    };
    await mongosh(['--quiet', '--eval', "db.orders.countDocuments({ customer: 'bb' })"], surroundings);
    expect(lines).toEqual(['1']);
    await expect(mongosh(['--eval', 'db.orders.find('], surroundings)).rejects.toThrow(SyntaxError);
  });
});
