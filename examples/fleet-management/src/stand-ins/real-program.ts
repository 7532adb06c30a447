import { spawnSync } from 'node:child_process';
import { accessSync, constants, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Runs the machine's own program of that name, if it has one outside the stand-ins' folder, and takes over its exit
 * status. False where there is none, and the stand-in has to do.
 */
export function ranRealProgram(name: string, words: readonly string[], standInFolder: string): boolean {
  const program = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '' && !isSame(folder, standInFolder))
    .map((folder) => join(folder, name))
    .find(isExecutable);
  if (program === undefined) return false;
  process.exitCode = spawnSync(program, words, { stdio: 'inherit' }).status ?? 1;
  return true;
}

function isSame(folder: string, other: string): boolean {
  try {
    return realpathSync(folder) === realpathSync(other);
  } catch {
    return false; // PATH may name folders that do not exist.
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
