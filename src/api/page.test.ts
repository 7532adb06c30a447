import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { servePage } from './page.ts';

let folder: string;
let server: FastifyInstance;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'page-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<title>first</title>');
  writeFileSync(join(folder, 'assets', 'first.js'), 'first');
  server = Fastify();
  await servePage(server, folder);
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

it.each(['/', '/systems/fleet', '/systems/fleet/edit?line=4'])('answers %s with the page', async (url) => {
  const answer = await server.inject(url);
  expect(answer).toMatchObject({ statusCode: 200, body: '<title>first</title>' });
  expect(answer.headers['content-type']).toContain('text/html');
  expect(answer.headers['cache-control']).not.toContain('immutable');
});

it('serves what was built while it runs', async () => {
  expect((await server.inject('/assets/first.js')).headers['cache-control']).toContain('immutable');
  writeFileSync(join(folder, 'index.html'), '<title>second</title>');
  writeFileSync(join(folder, 'assets', 'second.js'), 'second');
  expect((await server.inject('/incidents')).body).toBe('<title>second</title>');
  expect((await server.inject('/assets/second.js')).body).toBe('second');
});

it.each(['/assets/gone.js', '/api/nothing'])('does not answer %s with the page', async (url) => {
  const { statusCode, body } = await server.inject(url);
  expect(statusCode).toBeGreaterThanOrEqual(400);
  expect(body).not.toContain('<title>');
});
