import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Its own user, not `nobody`: whatever else runs as nobody could read the data and stop the server. */
const USER_NAME = 'runproof-postgres';
const ATTEMPTS = 10;

/**
 * The unprivileged user that PostgreSQL runs as when we are root. initdb wants a passwd entry, so a bare number will
 * not do. Several starts at once race for the lock of the passwd file; the loser finds the entry at the next look.
 */
export async function unprivilegedOwner(): Promise<Owner> {
  let reason = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = passwdEntry(USER_NAME);
    if (found) return found;
    try {
      await promisify(execFile)('useradd', [
        '--system',
        '--user-group',
        '--no-create-home',
        '--home-dir',
        '/nonexistent',
        '--shell',
        '/usr/sbin/nologin',
        USER_NAME,
      ]);
    } catch (error) {
      reason = error instanceof Error ? error.message.trim() : String(error);
      if (reason.includes('ENOENT')) break;
      await sleep(100 + 100 * Math.random());
    }
  }
  const nobody = passwdEntry('nobody');
  if (nobody) return nobody;
  throw new Error(
    `PostgreSQL cannot run as root and the user ${USER_NAME} cannot be made (${reason}); make one with "useradd --system ${USER_NAME}", or start as an ordinary user.`,
  );
}

function passwdEntry(name: string): Owner | null {
  // postgres:x:115:121:PostgreSQL administrator:/var/lib/postgresql:/bin/bash
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [entry, , uid, gid] = line.split(':');
    if (entry === name && uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  return null;
}
