import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Clock } from '../plan/clock.ts';
import { Scraper } from './scraper.ts';
import type { MetricSample } from './telemetry.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** Sleeps until it is woken by the end, so that each target is scraped once. */
const clock: Clock = {
  now: () => 1_000,
  sleep: (_milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) resolve();
      signal?.addEventListener('abort', () => resolve());
    }),
};

async function serve(handler: http.RequestListener): Promise<string> {
  const server = http.createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function scrape(url: string, write?: () => Promise<void>) {
  const written: [string, readonly MetricSample[]][] = [];
  const lines: string[] = [];
  const sink = {
    writeSamples: async (systemId: string, samples: readonly MetricSample[]) => {
      written.push([systemId, samples]);
      await write?.();
    },
  };
  const targets = [{ url, intervalSeconds: 15 }];
  const scraper = new Scraper({ systemId: 'shop', targets, clock, sink, log: (line) => void lines.push(line) });
  scraper.start();
  await vi.waitFor(() => expect(written).toHaveLength(1));
  await scraper.stop();
  return { systemId: written[0]?.[0], samples: written[0]?.[1] ?? [], lines };
}

describe('the scraper', () => {
  it('hands on what a target says, and that it could be read', async () => {
    const place = await serve((_request, response) => response.end('# TYPE a counter\na{x="1"} 5\nbroken{\n'));
    const { systemId, samples, lines } = await scrape(`http://${place}/metrics`);
    expect(systemId).toBe('shop');
    expect(samples).toEqual([
      { name: 'a', attributes: { x: '1' }, value: 5, at: 1_000, type: 'counter' },
      { name: 'up', attributes: { instance: place }, value: 1, at: 1_000, type: 'gauge' },
    ]);
    expect(lines).toEqual([`1 lines of ${place} were not taken as metrics.`]);
  });

  it.each([
    ['an error', (response: http.ServerResponse) => response.writeHead(500).end(), 'it answered 500'],
    ['a redirect', (r: http.ServerResponse) => r.writeHead(302, { location: '/x' }).end(), 'it answered 302'],
    ['too much', (r: http.ServerResponse) => r.end('x'.repeat(9 * 1024 * 1024)), 'it is longer than 8388608 bytes'],
  ])('says by up = 0 that a target answered %s', async (_what, answer, reason) => {
    const place = await serve((_request, response) => void answer(response));
    const { samples, lines } = await scrape(`http://${place}/metrics`);
    expect(samples).toMatchObject([{ name: 'up', value: 0 }]);
    expect(lines).toEqual([`Metrics of ${place} could not be read: ${reason}`]);
  });

  it('says why a target could not be reached, and goes on when samples cannot be kept', async () => {
    const place = await serve(() => {});
    ends.splice(0).forEach((end) => void end());
    const { samples, lines } = await scrape(`http://${place}/`, () => Promise.reject(new Error('store is down')));
    expect(samples).toMatchObject([{ name: 'up', value: 0 }]);
    expect(lines[0]).toContain('connection refused');
    expect(lines[1]).toBe(`Metrics of ${place} could not be kept: store is down`);
  });
});
