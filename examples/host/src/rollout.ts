import type { Host } from './host.ts';
import { HostError } from './host-error.ts';
import type { HostState } from './host-state.ts';

/** Everything that ends in fresh processes: restart, deploy, swap, roll back, another plan. */
const processFaults = ['api-down', 'slow', 'errors', 'leak'];

export const currentVersion = (host: Host): string => host.stateFile.state.revisions.at(-1)!.version;

/**
 * Makes the change and replaces the processes. New processes know nothing of the faults of the old ones: that is why a
 * restart cures what it cures. When they do not come up, the old ones stay and the change is taken back.
 *
 * @throws HostError saying why they did not come up.
 */
export async function rollOut(host: Host, what: string, change: (state: HostState) => void = () => {}): Promise<void> {
  const { state } = host.stateFile;
  const before = structuredClone(state);
  change(state);
  try {
    await host.workers.replace(host.plan());
  } catch (cause) {
    Object.assign(state, before);
    throw new HostError(`${(cause as Error).message} ${lastWords(host)}`, { cause });
  }
  host.stateFile.save();
  host.condition.isStopped = false;
  if (processFaults.includes(host.condition.fault)) host.condition.fault = 'none';
  host.log.line('host', `service ${what}`);
}

/** A crash of Node ends in a stack and a version: the line that names the error says more than the last one. */
function lastWords(host: Host): string {
  const lines = host.log.recent({ source: host.workers.namePrefix, limit: 40 }).map(({ text }) => text.trim());
  const telling = lines.findLast((line) => /error/i.test(line) && !line.startsWith('at ')) ?? lines.at(-1);
  return telling ? `It said: ${telling}` : 'It said nothing.';
}

export function release(host: Host, version: string, cause: string): Promise<void> {
  return rollOut(host, `${cause}: version ${version}`, (state) => {
    const last = state.revisions.at(-1)!;
    state.revisions.push({ number: last.number + 1, version, at: Date.now(), cause });
    // What ran until now stays at hand in the other slot.
    if (!cause.startsWith('rollback')) state.stagingVersion = last.version;
  });
}
