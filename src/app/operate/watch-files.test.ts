import { mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realClock } from '../../store/testing/clickhouse.ts';
import { watchFiles } from './watch-files.ts';

/** Milliseconds within which a change must be told; the promise to people. */
const PROMISED_MS = 2_000;

let folder: string;
let guide: string;
let bindings: string;
let calls: number;
let end: () => Promise<void>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'watch-'));
  guide = join(folder, 'OPERATIONS.md');
  bindings = join(folder, 'runproof.yaml');
  writeFileSync(guide, '# Orders\n');
  writeFileSync(bindings, 'version: 1\n');
  calls = 0;
  end = watchFiles(
    () => [guide, bindings],
    async () => {
      calls += 1;
    },
    realClock,
  );
  await realClock.sleep(100);
});

afterEach(async () => {
  await end();
  rmSync(folder, { recursive: true, force: true });
});

const told = (count: number) => expect.poll(() => calls, { timeout: PROMISED_MS, interval: 20 }).toBe(count);

describe('following files', () => {
  it('tells of a file that is written in place', async () => {
    writeFileSync(guide, '# Orders\n\nMore.\n');
    await told(1);
  });

  it('tells of a file that is replaced by renaming, time after time', async () => {
    for (const count of [1, 2, 3]) {
      writeFileSync(join(folder, '.draft'), `version: 1 # ${count}\n`);
      renameSync(join(folder, '.draft'), bindings);
      await told(count);
    }
  });

  it('tells of a file that goes and comes again', async () => {
    rmSync(guide);
    await told(1);
    writeFileSync(guide, '# Orders\n');
    await told(2);
  });

  it('tells once of what is written in several steps', async () => {
    for (let step = 0; step < 5; step += 1) {
      writeFileSync(guide, `# Orders\n\n${'More.\n'.repeat(step)}`);
      await realClock.sleep(40);
    }
    await told(1);
    await realClock.sleep(1_500);
    expect(calls).toBe(1);
  });

  it('says nothing of other files, nor of being looked at', async () => {
    writeFileSync(join(folder, 'README.md'), 'x');
    utimesSync(folder, 1, 1);
    await realClock.sleep(1_300);
    expect(calls).toBe(0);
  });

  it('tells of a change in a folder that came later, where the kernel was not asked', async () => {
    const later = mkdtempSync(join(tmpdir(), 'watch-later-'));
    rmSync(later, { recursive: true });
    let seen = 0;
    const endLater = watchFiles(
      () => [join(later, 'OPERATIONS.md')],
      async () => {
        seen += 1;
      },
      realClock,
    );
    await realClock.sleep(50);
    renameSync(folder, later);
    await expect.poll(() => seen, { timeout: PROMISED_MS, interval: 20 }).toBe(1);
    await endLater();
    renameSync(later, folder);
  });
});
