import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const GRACE_MS = 2_000;
const LOOK_MS = 50;

/**
 * Ends a step's process group and whatever left it: SIGTERM, and SIGKILL for what is there 2 seconds later. Who left
 * the group (`setsid`) is known by the run's HOME in its environment, which is of this run alone. In bubblewrap's own
 * process namespace the end of the first process ends all.
 */
export async function endProcessTree(groupId: number, home: string): Promise<void> {
  await signalAll('SIGTERM', groupId, home);
  for (let waited = 0; waited < GRACE_MS; waited += LOOK_MS) {
    if (!groupLives(groupId) && (await processesOf(home)).length === 0) return;
    await sleep(LOOK_MS);
  }
  await signalAll('SIGKILL', groupId, home);
}

async function signalAll(signal: NodeJS.Signals, groupId: number, home: string): Promise<void> {
  const processes = await processesOf(home);
  // The end of bubblewrap ends all in it at once; asked politely, the command itself is to have its chance.
  const polite = signal === 'SIGTERM' && (await isBubblewrap(groupId));
  const targets = polite ? await withoutBubblewrap(processes) : [-groupId, ...processes];
  for (const target of targets) {
    try {
      process.kill(target, signal);
    } catch {
      // It has ended meanwhile.
    }
  }
}

async function withoutBubblewrap(processIds: readonly number[]): Promise<number[]> {
  const bubblewrap = await Promise.all(processIds.map(isBubblewrap));
  return processIds.filter((_id, index) => !bubblewrap[index]);
}

async function isBubblewrap(processId: number): Promise<boolean> {
  return (await readFile(`/proc/${processId}/comm`, 'latin1').catch(() => '')).trim() === 'bwrap';
}

function groupLives(groupId: number): boolean {
  try {
    process.kill(-groupId, 0);
    return true;
  } catch {
    return false;
  }
}

/** Processes that were started with this HOME. Empty where there is no /proc. */
async function processesOf(home: string): Promise<number[]> {
  const names = await readdir('/proc').catch((): string[] => []);
  const ids = names.filter((name) => /^\d+$/.test(name)).map(Number);
  const matches = await Promise.all(ids.map((id) => hasHome(id, home)));
  return ids.filter((id, index) => matches[index] && id !== process.pid);
}

async function hasHome(processId: number, home: string): Promise<boolean> {
  const environment = await readFile(`/proc/${processId}/environ`, 'latin1').catch(() => '');
  return environment.split('\0').includes(`HOME=${home}`);
}
