import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeDataFolder } from './data-folder.ts';

describe('a data folder', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'runproof-data-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is made with the folders above it, and taken again as it is', async () => {
    const data = join(folder, 'a', 'b');
    await takeDataFolder(data);
    await takeDataFolder(data);
    expect(await readFile(join(data, 'format'), 'utf8')).toBe('1\n');
  });

  it.each([
    ['below a file', () => join(folder, 'file', 'data')],
    ['where the kernel makes none', () => '/proc/runproof-data'],
  ])('%s is refused by a sentence', async (_, place) => {
    await writeFile(join(folder, 'file'), '');
    await expect(takeDataFolder(place())).rejects.toThrow(/cannot be written .*choose another folder with --data/);
  });

  it('of a newer version is left alone', async () => {
    await writeFile(join(folder, 'format'), '99\n');
    await expect(takeDataFolder(folder)).rejects.toThrow(/newer Runproof \(format 99/);
  });
});
