import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { Ground, type OperatedFolder } from './operated-folder.ts';

/** What the test that runs now has to itself. */
export interface Operated extends OperatedFolder {
  readonly ground: Ground;
}

/** Real engines for the tests of a file, and for each of them a folder whose guide is operated, given to `begin`. */
export function eachOperated(begin: (operated: Operated) => void): void {
  let ground: Ground;
  let operated: OperatedFolder;
  beforeAll(async () => {
    ground = await Ground.prepare();
  });
  afterAll(() => ground?.close());
  beforeEach(async () => {
    operated = await ground.operate();
    begin({ ...operated, ground });
  });
  afterEach(() => ground.clear(operated));
}
