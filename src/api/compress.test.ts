import { gunzipSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { compressLongAnswers } from './compress.ts';

const LONG = { lines: Array.from({ length: 5_000 }, (_, line) => `line ${line}`) };
let server: FastifyInstance;

beforeEach(() => {
  server = Fastify();
  compressLongAnswers(server);
  server.get('/long', () => LONG);
  server.get('/short', () => ({ line: 1 }));
  server.get('/text', (_request, reply) => reply.type('text/plain').send('x'.repeat(100_000)));
});
afterEach(() => server.close());

const ask = (url: string, accepted?: string) =>
  server.inject({ url, headers: accepted === undefined ? {} : { 'accept-encoding': accepted } });

it.each(['gzip', 'gzip, deflate, br', 'br;q=1.0, gzip;q=0.8', '*'])(
  'sends a long answer shorter to who takes %s',
  async (accepted) => {
    const { headers, rawPayload } = await ask('/long', accepted);
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    expect(rawPayload.length).toBeLessThan(JSON.stringify(LONG).length / 2);
    expect(Number(headers['content-length'])).toBe(rawPayload.length);
    expect(JSON.parse(gunzipSync(rawPayload).toString())).toEqual(LONG);
  },
);

it.each([undefined, 'identity', 'br', 'gzip;q=0', 'gzip; q=0.0'])(
  'sends it as it is to who takes %s',
  async (accepted) => {
    const answer = await ask('/long', accepted);
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.headers.vary).toBe('accept-encoding');
    expect(answer.json()).toEqual(LONG);
  },
);

it.each(['/short', '/text'])('leaves %s as it is', async (url) => {
  expect((await ask(url, 'gzip')).headers['content-encoding']).toBeUndefined();
});
