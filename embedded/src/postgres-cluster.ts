import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClusterPlace } from './postgres-place.ts';

export interface Superuser {
  readonly name: string;
  readonly password: string;
}

const SUPERUSER = 'runproof_superuser';
/** The line of the server that the package brings; a data folder belongs to one major version for ever. */
const MAJOR_VERSION = '15';

/**
 * Makes the data folder when it is missing. initdb works beside the final place and the result is renamed, so that a
 * kill in the middle leaves nothing that looks like a cluster.
 */
export async function initialiseCluster(place: ClusterPlace, log: (line: string) => void): Promise<Superuser> {
  const password = keptPassword(place);
  const versionFile = join(place.dataFolder, 'PG_VERSION');
  if (existsSync(versionFile)) {
    const version = readFileSync(versionFile, 'utf8').trim();
    if (version !== MAJOR_VERSION)
      throw new Error(
        `${place.dataFolder} was written by PostgreSQL ${version} and this is ${MAJOR_VERSION}; dump and restore it, or choose another data folder.`,
      );
    return { name: SUPERUSER, password };
  }
  log('making a new PostgreSQL cluster');
  const fresh = join(place.home, 'data.new');
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  const passwordFile = join(place.home, 'initdb-password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (place.owner) {
    chownSync(fresh, place.owner.uid, place.owner.gid);
    chownSync(passwordFile, place.owner.uid, place.owner.gid);
  }
  try {
    await initdb(place, fresh, passwordFile);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(fresh, place.dataFolder);
  return { name: SUPERUSER, password };
}

function initdb(place: ClusterPlace, dataFolder: string, passwordFile: string): Promise<void> {
  const child = spawn(
    join(place.native, 'bin', 'initdb'),
    [
      `--pgdata=${dataFolder}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--no-instructions',
    ],
    { ...runAs(place), stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2_000);
  });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => {
      if (code === 0) done();
      else fail(new Error(`initdb could not make ${place.dataFolder}: ${complaint.trim() || `exit status ${code}`}`));
    });
  });
}

/** What both programs are spawned with: the server's user, and nothing of our environment. */
export function runAs(place: ClusterPlace): { uid?: number; gid?: number; cwd: string; env: Record<string, string> } {
  const identity = place.owner ? { uid: place.owner.uid, gid: place.owner.gid } : {};
  return { ...identity, cwd: '/', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } };
}

/** Written whole before the cluster is: a kill in between leaves a password without a cluster, never the reverse. */
function keptPassword(place: ClusterPlace): string {
  const file = join(place.home, 'superuser-password');
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, randomBytes(24).toString('base64url'), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return readFileSync(file, 'utf8');
}
