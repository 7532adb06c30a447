import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { InboxMessage, IncidentDetail, IncidentSummary } from '../src/api/contract/incident.ts';
import type { SystemSummary } from '../src/api/contract/system.ts';
import { randomFrom } from '../src/app/rehearse/random.ts';
import { Lamp, writeSystem } from './lamp.ts';
import { clearFolder, freePorts, temporaryFolder } from './place.ts';
import { FastClock, Product } from './product.ts';
import { until } from './until.ts';
import { type ReceivedWebhook, WebhookReceiver } from './webhook-receiver.ts';

const ROUNDS = 20;
const SPEED = 30;
const GUIDE = `# Running the lamp

## Health checks

- **Health check**: \`GET /health\`

### Critical alerts

1. **Lamp out**: the health check fails for more than 30 seconds

## Escalation

- **L1**: Keeper
`;
/** Real milliseconds from the fault to the page, at most: the guide's 30 s, a look's 10, and a busy machine's half second. */
const FAULT_TO_PAGE_MS = 40_000 / SPEED + 500;
/** The receiver takes this long to answer at most, so that a server also dies with a page under way. Milliseconds. */
const SLOWEST_ANSWER_MS = 300;

const seed = Number(process.env.E2E_SEED ?? randomInt(2 ** 31));
const random = randomFrom(seed);
const folder = temporaryFolder('crash');
const data = join(folder, 'data');
const clock = new FastClock(SPEED);
let lamp: Lamp;
let webhooks: WebhookReceiver;
let product: Product;
let start: () => Promise<Product>;

beforeAll(async () => {
  const [port = 0] = await freePorts(1);
  lamp = await Lamp.start();
  webhooks = await WebhookReceiver.start();
  const system = writeSystem(join(folder, 'lamp'), GUIDE, {
    version: 1,
    id: 'lamp',
    baseUrl: lamp.url,
    people: [{ role: 'Keeper', level: 1, email: 'keeper@example.com', webhook: webhooks.url }],
    notify: { webhook: { url: webhooks.url, secret: 'whsec_YSBzZWNyZXQgb2YgdGhlIHRlc3Q' } },
    // Nobody answers here, and nobody is to be paged a second time for that.
    escalation: { afterMinutes: 600 },
  });
  start = () => Product.start({ folder, system, data, port, clock });
  product = await start();
});

afterAll(async () => {
  await product?.program.end('SIGINT');
  await lamp?.stop();
  await webhooks?.stop();
  await clearFolder(folder);
});

it(`has one incident and at least one page, whenever it is killed between fault and page (seed ${seed})`, {
  timeout: 360_000,
}, async () => {
  // One moment from each twentieth of the time between fault and page, in any order: random, and everywhere.
  const moments = Array.from({ length: ROUNDS }, (_, index) => ((index + random()) / ROUNDS) * FAULT_TO_PAGE_MS);
  const report: string[] = [];
  for (const [round, delayMs] of shuffled(moments).entries())
    try {
      await untilWell();
      const when = await killBetweenFaultAndPage(delayMs);
      product = await start();
      const pages = await onePagedIncident(round + 1);
      await restore();
      report.push(`round ${round + 1}: killed ${when}; ${pages}`);
    } catch (error) {
      console.error(`seed ${seed}, round ${round + 1}, killed after ${delayMs} ms\n${product.lastWords}`);
      throw error;
    }
  console.info(report.join('\n'));
});

/** Puts the lamp out, and kills the server after the time, or when the page arrives, before that is answered. */
async function killBetweenFaultAndPage(delayMs: number): Promise<string> {
  const began = performance.now();
  let isUnderWay = false;
  const arrived = new Promise<void>((resolve) => {
    webhooks.onWebhook = async ({ message }) => {
      if (message.type === 'incident.paged') {
        isUnderWay = true;
        resolve();
      }
      await rest(random() * SLOWEST_ANSWER_MS);
    };
  });
  lamp.isOn = false;
  await Promise.race([rest(delayMs), arrived]);
  const when = `${Math.round(performance.now() - began)} ms after the fault${isUnderWay ? ', its page under way' : ''}`;
  await product.program.end('SIGKILL');
  webhooks.onWebhook = () => {};
  return when;
}

/** @returns what was delivered, in words. */
async function onePagedIncident(number: number): Promise<string> {
  const incident = await until(
    'the incident, paged on both channels',
    async () => {
      const newest = (await incidents()).find((candidate) => candidate.number === number);
      if (newest === undefined) return null;
      const detail = await product.api<IncidentDetail>(`/api/incidents/${newest.id}`);
      return detail.timeline.filter(({ kind }) => kind === 'page-delivered').length === 2 ? detail : null;
    },
    { seconds: 20 },
  );
  // Effects of the dead process have been taken over by now, or never will be: its leases are over.
  await rest(1_000);
  const all = await incidents();
  expect(all).toHaveLength(number);
  expect(all.filter(({ state }) => state === 'open')).toMatchObject([{ id: incident.id, title: 'Lamp out' }]);
  expect(incident.timeline.filter(({ kind }) => kind === 'opened')).toHaveLength(1);
  expect(incident.timeline.filter(({ kind }) => kind === 'paged')).toHaveLength(1);

  const mails = (await product.api<InboxMessage[]>('/api/inbox')).filter(({ text }) =>
    text.includes(`/incidents/${incident.id}`),
  );
  const paged = ofIncident(incident.id, 'incident.paged');
  const opened = ofIncident(incident.id, 'incident.opened');
  expect(mails.length).toBeGreaterThanOrEqual(1);
  // What came twice can be told to be the same: it has the same id.
  for (const repeated of [paged, opened]) expect(new Set(repeated.map(({ id }) => id)).size).toBe(1);
  return `${mails.length} mail, ${paged.length} page and ${opened.length} news by webhook`;
}

async function restore(): Promise<void> {
  lamp.isOn = true;
  const [open] = await until(
    'the recovery',
    async () => {
      const unresolved = await product.api<IncidentSummary[]>('/api/incidents?state=open');
      return unresolved.every(({ state }) => state === 'recovered') && unresolved;
    },
    { seconds: 20 },
  );
  await product.api(`/api/incidents/${open?.id}/resolve`, 'POST');
}

async function untilWell(): Promise<void> {
  await until(
    'the lamp is seen to be on',
    async () => (await product.api<SystemSummary[]>('/api/systems'))[0]?.state === 'healthy',
    { seconds: 10 },
  );
}

function incidents(): Promise<IncidentSummary[]> {
  return product.api<IncidentSummary[]>('/api/incidents?state=all');
}

function ofIncident(id: string, type: string): ReceivedWebhook[] {
  return webhooks.received.filter(({ message }) => message.type === type && message.data.incident.id === id);
}

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[]): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}
