import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { HostError } from './host-error.ts';

/** Where a host listens for control: `/tmp/runproof-<uid>/<12 hex of the example folder's SHA-256>.sock`. */
const fileName = (exampleFolder: string): string =>
  `${createHash('sha256').update(realpathSync(exampleFolder)).digest('hex').slice(0, 12)}.sock`;

/** The host's side: the folder is made, and must be ours alone. */
export function ownSocketPath(exampleFolder: string): string {
  const folder = process.env.RUNPROOF_SOCKET_FOLDER ?? `/tmp/runproof-${process.getuid?.() ?? 0}`;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) {
    throw new HostError(`${folder} is not a folder of this user; remove it.`);
  }
  chmodSync(folder, 0o700);
  return join(folder, fileName(exampleFolder));
}

/** The stand-ins' side. In a sandbox the user may be another, so the folder's owner is tried as well. */
export function candidateSocketPaths(exampleFolder: string): string[] {
  const given = process.env.RUNPROOF_SOCKET_FOLDER;
  const users = new Set([process.getuid?.() ?? 0, statSync(exampleFolder).uid]);
  const folders = given ? [given] : [...users].map((user) => `/tmp/runproof-${user}`);
  return folders.map((folder) => join(folder, fileName(exampleFolder)));
}
