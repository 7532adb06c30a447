import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LiveGuide } from '../src/api/contract/system.ts';
import { writeSystem } from './lamp.ts';
import { longGuide } from './long-guide.ts';
import { type Product, runproof } from './product.ts';
import { Stage } from './stage.ts';
import { until } from './until.ts';

/** Parts of the long guide: enough that only some of it is in the page. */
const LONG_PARTS = 60;

const stage = new Stage('access', 5);
const { data, folder } = stage;
let product: Product;
let page: Page;

beforeAll(async () => {
  const kilometers = await stage.prepareKilometers();
  const harbour = writeSystem(join(folder, 'harbour'), longGuide(LONG_PARTS), { version: 1, id: 'harbour' });
  await stage.open([harbour]);
  product = stage.product;
  page = await stage.signedIn();
  // The pages are to have an incident to show.
  await runproof(['fault', 'kilometers', 'api-down', '--data', data], { folder });
  const open = async () => (await product.api<unknown[]>('/api/incidents?state=open')).length > 0;
  await until('an incident is open', open, { seconds: 90, everyMs: 500 });
  expect(await kilometers.isHealthy()).toBe(false);
});

describe('who reads with other means', () => {
  it.each(['light', 'dark', 'phone'] as const)('finds no page with a serious fault of access: %s', async (kind) => {
    const reader = kind === 'phone' ? await stage.signedIn(true) : page;
    await reader.emulateMedia({ colorScheme: kind === 'dark' ? 'dark' : 'light' });
    const faults: string[] = [];
    for (const path of await paths()) {
      await reader.goto(`${product.url}${path}`);
      await reader.locator('main h1, main h2, .cm-content').first().waitFor();
      await reader.locator('.loading').waitFor({ state: 'detached' });
      await stage.picture(reader, `${kind}${path.replaceAll(/[^a-z-]+/g, '-').slice(0, 40)}`);
      faults.push(...(await faultsOf(reader)).map((fault) => `${path}: ${fault}`));
      const overflow = await reader.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (overflow > 0) faults.push(`${path}: wider than its screen by ${overflow} px`);
    }
    if (kind === 'phone') await reader.context().close();
    expect(faults).toEqual([]);
  });
});

async function paths(): Promise<string[]> {
  const incidents = await product.api<{ id: string }[]>('/api/incidents?state=all');
  const { commitments } = await product.api<LiveGuide>('/api/systems/kilometers/guide');
  const command = commitments.find((each) => each.command?.runnable === true);
  const health = commitments.find(({ text }) => text.startsWith('Health check: monitoring asks'));
  const run = await product.api<{ id: string }>('/api/systems/kilometers/runs', 'POST', { commandId: command?.id });
  return [
    '/',
    '/systems/kilometers',
    `/systems/kilometers?commitment=${health?.id}`,
    '/systems/kilometers?state=unproven',
    '/systems/kilometers/edit',
    '/systems/kilometers/print',
    '/systems/harbour',
    '/incidents?show=all',
    ...incidents.slice(0, 1).map(({ id }) => `/incidents/${id}`),
    '/runs',
    `/runs/${run.id}`,
    '/inbox',
    '/account',
  ];
}

/** What axe calls serious or critical, with the elements. */
async function faultsOf(reader: Page): Promise<string[]> {
  // The page's policy lets no script in from elsewhere; the test's own hand is not the page's.
  await reader.evaluate(axe.source);
  return reader.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 3)
            .map(({ html }) => html.slice(0, 160))
            .join(' | ')}`,
      );
  });
}
