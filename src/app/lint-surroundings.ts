import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { LintOptions } from '../guide/lint/linted-guide.ts';

/**
 * What the linter is told besides a guide's text: the same for the command, the live editor and editors elsewhere, so
 * that all of them find the same.
 *
 * @param folder that links of the guide start from; null where it stands in none yet
 * @param now epoch milliseconds
 */
export function lintSurroundings(folder: string | null, now: number): Pick<LintOptions, 'today' | 'fileExists'> {
  return {
    today: new Date(now).toISOString().slice(0, 10),
    ...(folder === null ? {} : { fileExists: (file: string) => existsSync(resolve(folder, file)) }),
  };
}
