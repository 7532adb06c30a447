import { type FSWatcher, statSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Clock } from '../../plan/clock.ts';

/** Milliseconds. Where the file system tells nothing (some network mounts and containers), looking does. */
const POLL_MS = 500;
/** Milliseconds. An editor may write in several steps: a file is read when it has been the same for this long. */
const SETTLED_MS = 150;
const LONGEST_UNSETTLED_MS = 1_000;

/**
 * Calls `onChange` when one of the files is another than before: written, replaced by renaming, gone, or there again.
 * Never while an earlier call is still working. Returns what ends it.
 *
 * @param files absolute paths, asked anew before each look: a change of one may name another
 */
export function watchFiles(
  files: () => readonly string[],
  onChange: () => Promise<void>,
  clock: Clock,
): () => Promise<void> {
  const stopping = new AbortController();
  const watchers = new Map<string, FSWatcher>();
  let wake = new AbortController();
  let known = marksOf(files());
  const isOurs = (name: string) => files().some((path) => basename(path) === name);
  const follow = () => {
    for (const folder of new Set(files().map((path) => dirname(path)))) {
      if (watchers.has(folder)) continue;
      try {
        const watcher = watch(folder, { persistent: false }, (_event, name) => {
          if (name === null || isOurs(name)) wake.abort();
        });
        // A folder that went away is looked at by polling.
        watcher.on('error', () => {
          watcher.close();
          watchers.delete(folder);
        });
        watchers.set(folder, watcher);
      } catch {
        // The kernel has no watches left, or the folder is not there: polling goes on.
      }
    }
  };
  const run = async () => {
    while (!stopping.signal.aborted) {
      follow();
      await clock.sleep(POLL_MS, wake.signal);
      wake = new AbortController();
      if (stopping.signal.aborted) return;
      if (marksOf(files()) === known) continue;
      known = await settled(files, clock, stopping.signal);
      await onChange();
    }
  };
  const finished = run();
  return async () => {
    stopping.abort();
    wake.abort();
    for (const watcher of watchers.values()) watcher.close();
    await finished;
  };
}

async function settled(files: () => readonly string[], clock: Clock, signal: AbortSignal): Promise<string> {
  let marks = marksOf(files());
  for (let waited = 0; waited < LONGEST_UNSETTLED_MS && !signal.aborted; waited += SETTLED_MS) {
    await clock.sleep(SETTLED_MS, signal);
    const now = marksOf(files());
    if (now === marks) return now;
    marks = now;
  }
  return marks;
}

/** What tells one state of the files from another, without reading them. */
function marksOf(paths: readonly string[]): string {
  return paths.map(markOf).join('\n');
}

function markOf(path: string): string {
  try {
    const { mtimeNs, size, ino } = statSync(path, { bigint: true });
    return `${mtimeNs} ${size} ${ino}`;
  } catch {
    return 'gone';
  }
}
