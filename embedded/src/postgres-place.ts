import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  realpathSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { copiedBinaries, installedBinaries } from './postgres-binaries.ts';
import { type Owner, unprivilegedOwner } from './postgres-owner.ts';

/** Where everything of one cluster is, and who runs it. All paths absolute. */
export interface ClusterPlace {
  /** Data and the superuser's password. */
  readonly home: string;
  readonly dataFolder: string;
  readonly socketFolder: string;
  /** Folder with `bin/` and `lib/`. */
  readonly native: string;
  readonly logFile: string;
  readonly port: number | undefined;
  /** Null: run as the present user. */
  readonly owner: Owner | null;
}

/** `sun_path` holds 108 bytes with the closing zero (unix(7)); `/.s.PGSQL.65535` takes 15 of them. */
const LONGEST_SOCKET_FOLDER = 107 - 15;

/** Outside of private homes, and kept over a reboot. */
const SHARED_HOME = '/var/lib/runproof';

/**
 * PostgreSQL refuses to run as root, so as root it runs as a user of its own, who must be able to reach the data folder
 * and the programs. A checkout below /root (0700) is out of that user's reach, and opening somebody's home to all users
 * would be wrong: then the cluster stands in /var/lib/runproof, and a link in the folder asked for leads there. (Not a
 * name made from that folder's path: a checkout removed and cloned again must not find the old one's state.)
 */
export async function placeCluster(folder: string, port: number | undefined): Promise<ClusterPlace> {
  const real = realpathSync(folder);
  const key = createHash('sha256').update(real).digest('hex').slice(0, 12);
  const installed = installedBinaries();
  const root = process.getuid?.() === 0;
  const owner = root ? await unprivilegedOwner() : null;
  let home = real;
  let native = installed.folder;
  if (owner) {
    if (!reachable(real, owner)) home = sharedHome(real);
    if (!reachable(join(native, 'bin', 'postgres'), owner)) native = copiedBinaries(installed, SHARED_HOME);
  }
  const beside = join(home, 'socket');
  const socketFolder =
    Buffer.byteLength(beside) <= LONGEST_SOCKET_FOLDER ? beside : join('/tmp', `runproof-postgres-${key}`);
  ownFolder(socketFolder, owner, 0o700);
  return {
    home,
    dataFolder: join(home, 'data'),
    socketFolder,
    native,
    // Opened by us, so it may stand where the server itself cannot go.
    logFile: join(real, 'postgres.log'),
    port,
    owner,
  };
}

function sharedHome(folder: string): string {
  const link = join(folder, 'home');
  if (!lstatSync(link, { throwIfNoEntry: false })) {
    const name = randomBytes(8).toString('hex');
    // What was to be temporary stays so.
    const isTemporary = folder.startsWith(`${realpathSync(tmpdir())}/`);
    const home = isTemporary ? join(tmpdir(), `runproof-postgres-${name}`) : join(SHARED_HOME, 'postgres', name);
    ownFolder(home, null, 0o711);
    symlinkSync(home, link);
  }
  return ownFolder(readlinkSync(link), null, 0o711);
}

/** Makes a folder and sees that nobody else had made it first: names in /tmp are guessable. */
function ownFolder(path: string, owner: Owner | null, mode: number): string {
  mkdirSync(path, { recursive: true });
  const found = lstatSync(path);
  const uid = process.getuid?.() ?? found.uid;
  if (!found.isDirectory() || (found.uid !== uid && found.uid !== owner?.uid))
    throw new Error(`${path} is not a folder of this user; remove it and start again.`);
  chmodSync(path, mode);
  if (owner) chownSync(path, owner.uid, owner.gid);
  return path;
}

/** Whether a user may pass through every folder above a path, by the permission bits. */
export function reachable(path: string, owner: Owner): boolean {
  const real = existsSync(path) ? realpathSync(path) : path;
  for (let at = real; ; at = dirname(at)) {
    const { uid, gid, mode } = statSync(at);
    const bit = uid === owner.uid ? 0o100 : gid === owner.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (at === dirname(at)) return true;
  }
}
