import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CommitmentDetail, LiveGuide } from '../src/api/contract/system.ts';
import type { Kilometers } from './kilometers.ts';
import { type Product, runproof } from './product.ts';
import { isInView, noteOf, seen, words } from './seeing.ts';
import { Stage } from './stage.ts';
import { until } from './until.ts';

/** Milliseconds from a save in any editor until the system is operated by it. */
const PICKED_UP_MS = 2_000;

const stage = new Stage('live-guide', 5);
const { clock, data, folder } = stage;
let kilometers: Kilometers;
let product: Product;
let page: Page;

beforeAll(async () => {
  kilometers = await stage.prepareKilometers();
  await stage.open();
  product = stage.product;
  page = await stage.signedIn();
});

describe('the live guide', () => {
  it('shows a change of state beside its line without being loaded again', async () => {
    await page.goto(`${product.url}/systems/kilometers`);
    await page.evaluate(() => Object.assign(window, { isTheSamePage: true }));
    const note = noteOf(page, 'Health check: monitoring asks');
    await until('it holds', async () => (await words(note)).startsWith('holds'), { seconds: 30 });
    await runproof(['fault', 'kilometers', 'api-down', '--data', data], { folder });
    await until('it fails', async () => (await words(note)).startsWith('failing'), { seconds: 30 });
    expect(await words(note)).toContain('check');
    await runproof(['fault', 'kilometers', 'none', '--data', data], { folder });
    await until('it holds again', async () => (await words(note)).startsWith('holds'), { seconds: 45 });
    expect(await page.evaluate(() => 'isTheSamePage' in window)).toBe(true);
  });

  it('lets one state stand out, and leads from one of its lines to the next', async () => {
    await page.getByRole('list', { name: 'Commitments by state' }).getByText('not proven yet').click();
    const bar = page.getByRole('toolbar', { name: 'Lines whose state is: not proven yet' });
    await seen(bar.getByText(/^1 of \d+ lines/));
    expect(await page.locator('.note.holds:not(.faded)').count()).toBe(0);
    expect(await page.locator('.note.none:not(.faded)').count()).toBeGreaterThan(5);
    await page.keyboard.press('n');
    await seen(bar.getByText(/^2 of \d+ lines/));
    await bar.getByRole('link', { name: 'Show all' }).click();
    await bar.waitFor({ state: 'detached' });
    expect(await page.locator('.faded').count()).toBe(0);
  });

  it('finds a line by what is typed, and has an address for it', async () => {
    await page.keyboard.press('/');
    await page.getByRole('combobox', { name: 'Find in the guide' }).fill('Maintenance windows');
    await page.keyboard.press('Enter');
    await page.waitForURL(/#L\d+$/);
    const heading = page.getByRole('heading', { name: 'Maintenance windows' });
    await until('it is in view', async () => isInView(heading), { seconds: 5 });
  });

  it('opens everything behind a line: the last day, what is measured, the evidence, how it was understood', async () => {
    await noteOf(page, 'Health check: monitoring asks').click();
    const drawer = page.getByRole('dialog', { name: 'Commitment' });
    await seen(drawer.getByRole('img', { name: /^Between .* ms and .* ms/ }));
    await seen(drawer.getByText(/latency of GET http:\/\/127\.0\.0\.1:\d+\/health every 10 s/));
    await seen(drawer.getByRole('heading', { name: 'As it was understood' }));
    await seen(drawer.getByText('path', { exact: true }));
    await stage.picture(page, 'drawer');
    await drawer.getByRole('button', { name: 'Close' }).click();
  });

  it('takes what is missing on the page, and writes it to runproof.yaml as a person would', async () => {
    const before = bindings();
    const note = noteOf(page, 'Backup status');
    expect(await words(note)).toMatch(/^needs input/);
    await note.click();
    const needs = page.getByRole('dialog', { name: 'Commitment' }).getByRole('region', { name: 'What it needs' });
    const name = needs.getByRole('textbox');
    await name.fill('   ');
    await needs.getByRole('button', { name: 'Save' }).click();
    await seen(needs.getByRole('alert'));
    expect(bindings()).toBe(before);
    await name.fill('kilometers_backup_age_hours');
    await stage.picture(page, 'fill-in');
    await needs.getByRole('button', { name: 'Save' }).click();
    await needs.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await until('the note asks for nothing', async () => !(await words(note)).startsWith('needs input'), {
      seconds: 5,
    });
    expect(bindings()).toMatch(
      /Backup status:? .*kilometers_backup_age_hours|Backup status[\s\S]*kilometers_backup_age_hours/,
    );
    for (const line of before.split('\n').filter((each) => each.startsWith('#'))) expect(bindings()).toContain(line);
    expect(await page.evaluate(() => 'isTheSamePage' in window)).toBe(true);
  });

  it('picks up an edit on disk and shows it', async () => {
    await page.goto(`${product.url}/systems/kilometers`);
    await seen(noteOf(page, 'High latency'));
    const shown = page.getByRole('listitem').filter({ hasText: 'P95 > 800 ms' }).waitFor();
    const written = performance.now();
    kilometers.rewrite('P95 > 1000 ms', 'P95 > 800 ms');
    await until('it is operated', async () => (await live()).markdown.includes('P95 > 800 ms'), { seconds: 15 });
    const operatedMs = Math.round(performance.now() - written);
    await shown;
    const shownMs = Math.round(performance.now() - written);
    console.info(`an edit on disk: operated after ${operatedMs} ms, on the page after ${shownMs} ms`);
    expect(operatedMs).toBeLessThanOrEqual(PICKED_UP_MS);
  });

  it('says beside its line what became no commitment, with the way to where it is mended', async () => {
    kilometers.rewrite(
      'These have a tile each on the Application Insights dashboards.',
      'These have a tile each; empty them with `kubectl delete pod api-0` at night.',
    );
    const margin = page.getByRole('complementary', { name: 'Proof of each line' });
    const remark = margin.getByRole('link', { name: /stands within a sentence and cannot be run/ });
    await seen(remark);
    await remark.scrollIntoViewIfNeeded();
    await stage.picture(page, 'remark-beside-its-line');
    await remark.click();
    await page.waitForURL(`**/edit?line=${lineOf('kubectl delete pod api-0')}`);
    await page.goto(`${product.url}/systems/kilometers`);
  });

  it('says what keeps the bindings from being applied, until they are mended', async () => {
    const whole = bindings();
    writeFileSync(bindingsFile(), `${whole}\nno-such-key: 1\n`);
    const banner = page.getByRole('alert', { name: 'Problems of the files' });
    await seen(banner.getByText(/no-such-key/));
    await stage.picture(page, 'problems');
    writeFileSync(bindingsFile(), whole);
    await banner.waitFor({ state: 'detached' });
  });

  it('goes to paper with its proofs and the date', async () => {
    await page.goto(`${product.url}/systems/kilometers/print`);
    await seen(page.getByText(/^Operations guide with its proofs/));
    await page.emulateMedia({ media: 'print' });
    await page.getByRole('banner').waitFor({ state: 'hidden' });
    const year = String(new Date(clock.now()).getUTCFullYear());
    expect(await words(page.getByText(/^Operations guide with its proofs/))).toMatch(
      new RegExp(`as of .*${year} \\d\\d:\\d\\d`),
    );
    expect(await page.locator('.note.holds').count()).toBeGreaterThan(0);
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    await page.emulateMedia({ media: null });
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    expect(pages).toBeGreaterThanOrEqual(4);
    expect(pages).toBeLessThanOrEqual(16);
  });
});

describe('the guide in the page’s editor', () => {
  it('shows what an edit would change, and applies it to the file and the plan', async () => {
    const line = lineOf('the health check fails for more than 2 minutes');
    await page.goto(`${product.url}/systems/kilometers/edit?line=${line}`);
    await edit('more than 2 minutes', 'more than 3 minutes');
    const preview = page.getByRole('complementary', { name: 'What a save would change' });
    await seen(preview.getByText(/^1 changed; \d+ stay as they are\.$/));
    await stage.picture(page, 'edit');
    expect(guide()).toContain('more than 2 minutes');

    await page.getByRole('link', { name: 'Back to the live guide' }).click();
    const asked = page.getByRole('dialog', { name: 'Leave without saving?' });
    await asked.getByRole('button', { name: 'Keep editing' }).click();
    await asked.waitFor({ state: 'hidden' });

    await page.keyboard.press('Control+s');
    await seen(page.getByText(/^Saved and applied: 0 added, 1 changed, 0 removed\./));
    expect(guide()).toContain('more than 3 minutes');
    const rule = await commitment('API downtime');
    expect(JSON.stringify(rule.compiled)).toContain('180');
    await page.getByRole('link', { name: 'See it in the live guide' }).click();
    await seen(page.getByRole('listitem').filter({ hasText: 'the health check fails for more than 3 minutes' }));
  });

  it('says beside the line what it does not understand, while it is typed', async () => {
    await page.goto(`${product.url}/systems/kilometers/edit`);
    await edit('# Running', 'Empty the queue with `kubectl delete pod queue-0` at night.\n\n# Running');
    const preview = page.getByRole('complementary', { name: 'What a save would change' });
    await seen(preview.getByText(/"kubectl delete pod queue-0" stands within a sentence/));
    const mark = page.locator('.cm-lint-marker').first();
    await mark.hover();
    await seen(page.locator('.cm-tooltip-lint').getByText(/stands within a sentence/));
    await stage.picture(page, 'remark');
    await page.getByRole('button', { name: 'Discard' }).click();
    await seen(page.getByText('as on disk'));
  });

  it('shows both texts when the file changed meanwhile, and loses neither', async () => {
    await page.goto(`${product.url}/systems/kilometers/edit`);
    await edit('5xx errors > 5%', '5xx errors > 4%');
    kilometers.rewrite('that take > 1 s', 'that take > 2 s');
    await seen(page.getByText(/The file changed on disk meanwhile/));
    const text = page.locator('.cm-content');
    await seen(text.getByText('that take > 2 s').first());
    await stage.picture(page, 'meanwhile');
    // Of the two differences the first is what was typed here, the second what was written there.
    await page.getByRole('button', { name: 'Take the file’s' }).nth(1).click();
    await page.getByRole('button', { name: 'Save over the newer file' }).click();
    await seen(page.getByText(/^Saved and applied/));
    expect(guide()).toContain('5xx errors > 4%');
    expect(guide()).toContain('that take > 2 s');
  });
});

/** Replaces words in the editor as a person does: find them, type over them. */
async function edit(from: string, to: string): Promise<void> {
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+f');
  await page.getByRole('textbox', { name: 'Find' }).pressSequentially(from);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.insertText(to);
}

function guide(): string {
  return readFileSync(join(kilometers.folder, 'OPERATIONS.md'), 'utf8');
}

function bindingsFile(): string {
  return join(kilometers.folder, 'runproof.yaml');
}

function bindings(): string {
  return readFileSync(bindingsFile(), 'utf8');
}

function lineOf(text: string): number {
  return (
    guide()
      .split('\n')
      .findIndex((line) => line.includes(text)) + 1
  );
}

function live(): Promise<LiveGuide> {
  return product.api<LiveGuide>('/api/systems/kilometers/guide');
}

async function commitment(text: string): Promise<CommitmentDetail> {
  const { commitments } = await live();
  const found = commitments.find((each) => each.text.startsWith(text));
  return product.api<CommitmentDetail>(`/api/systems/kilometers/commitments/${found?.id}`);
}
