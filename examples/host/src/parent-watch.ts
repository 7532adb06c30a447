import { fstatSync } from 'node:fs';

/**
 * Ends the host when whoever started it is gone: its IPC channel closes, its end of our standard input closes (a pipe
 * only: /dev/null is at its end from the start), or the parent's process id changes.
 */
export function whenParentIsGone(onGone: (how: string) => void): void {
  if (process.channel) process.once('disconnect', () => onGone('the channel to the parent closed'));
  const input = fstatSync(0, { throwIfNoEntry: false } as never);
  if (input?.isFIFO() || input?.isSocket()) {
    process.stdin.resume();
    process.stdin.once('end', () => onGone('standard input closed'));
    process.stdin.once('error', () => onGone('standard input closed'));
  }
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) onGone('the parent process ended');
  }, 500).unref();
}
