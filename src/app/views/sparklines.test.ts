import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { realClock } from '../../store/testing/clickhouse.ts';
import { loadSystem } from '../load-system.ts';
import { Operation } from '../operate/operation.ts';
import { measuredOf } from './measured.ts';
import { sparklines } from './sparklines.ts';

const GUIDE = `# Orders

## Alerts

- **High error rate**: error rate above 5 % for 5 minutes
- **Very high error rate**: error rate above 20 % for 5 minutes
- **Slow**: p95 latency above 2 s for 5 minutes
`;
const START = Date.parse('2026-03-01T12:00:00Z');

let folder: string;
let now: number;
/** How telemetry answers each question, and what it was asked. */
let answer: () => Promise<(number | null)[]>;
let asked: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sparklines-'));
  writeFileSync(join(folder, 'runproof.yaml'), 'version: 1\nid: orders\nservices: [orders]\n');
  now = START;
  asked = [];
  answer = () => Promise.resolve([1, 2]);
});
afterEach(() => rmSync(folder, { recursive: true }));

const operation = async (guide = GUIDE): Promise<Operation> => {
  writeFileSync(join(folder, 'OPERATIONS.md'), guide);
  return new Operation(await loadSystem(folder), { appliedAt: now, watchedSince: START });
};
const surroundings = {
  // What waits, waits for real; only the age of lines is the test's.
  clock: { ...realClock, now: () => now },
  log: pino({ level: 'silent' }),
  telemetry: {
    reader: {
      series: (_plan: unknown, indicator: { source: string; statistic?: string }) => {
        asked.push(indicator.statistic ?? indicator.source);
        return answer();
      },
    },
  },
} as unknown as Parameters<typeof sparklines>[0];

it('asks once for what several lines of the guide measure, and not again while that is fresh', async () => {
  const before = await operation();
  const lines = await sparklines(surroundings, before);
  expect([...lines.keys()].sort()).toEqual([...measuredOf(before.plan).keys()].sort());
  expect(lines.size).toBe(3);
  expect(asked).toHaveLength(2);
  now += 10_000;
  expect(await sparklines(surroundings, before)).toEqual(lines);
  expect(asked).toHaveLength(2);
});

it('keeps the lines of what is measured as before over an edit of the guide', async () => {
  await sparklines(surroundings, await operation(`${GUIDE}\nEdited, and another system than the one before.\n`));
  asked = [];
  answer = () => new Promise(() => {});
  const lines = await sparklines(surroundings, await operation(GUIDE.replace('20 %', '30 %')));
  expect([...lines.values()]).toEqual([
    [1, 2],
    [1, 2],
    [1, 2],
  ]);
  expect(asked).toEqual([]);
});

it('lets nobody wait for telemetry that does not answer, and asks it one thing once', async () => {
  answer = () => new Promise(() => {});
  const hung = await operation(GUIDE.replace('p95', 'p99'));
  now += 1_000_000;
  const began = performance.now();
  const lines = await sparklines(surroundings, hung);
  expect(performance.now() - began).toBeLessThan(2_000);
  const unanswered = asked.length;
  expect(unanswered).toBeGreaterThan(0);
  expect(lines.size).toBeLessThan(3);
  now += 1_000_000;
  await sparklines(surroundings, hung);
  expect(asked).toHaveLength(unanswered);
});

it('shows the line as it was while it is drawn anew, and none once it cannot be', async () => {
  const known = await operation(GUIDE.replaceAll('error rate', 'availability').replaceAll('above', 'below'));
  await sparklines(surroundings, known);
  now += 60_000;
  answer = () => Promise.reject(new Error('telemetry is away'));
  expect((await sparklines(surroundings, known)).size).toBe(3);
  await expect.poll(async () => (await sparklines(surroundings, known)).size).toBe(0);
});
