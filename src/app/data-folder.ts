import { access, chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { OperationalError } from '../plan/error.ts';

/** Counts up when an older version could not read what a newer one wrote. */
const FORMAT = 1;

/** What a running server leaves in its data folder for the commands of the same user. */
export interface ServerFile {
  readonly url: string;
  readonly pid: number;
  /** API token with the scope `administer`, made anew at every start. */
  readonly token: string;
}

export function dataFolder(option: string | undefined): string {
  return resolve(option ?? process.env.RUNPROOF_DATA ?? '.runproof');
}

/**
 * Takes a data folder for this process, making it when it is not there.
 *
 * @throws OperationalError when it was written by a newer version, another server uses it, or it cannot be written.
 */
export async function takeDataFolder(folder: string): Promise<void> {
  const formatFile = join(folder, 'format');
  const format = Number(await readFile(formatFile, 'utf8').catch(() => FORMAT));
  if (format > FORMAT)
    throw new OperationalError(
      'data-folder-newer',
      `${folder} was written by a newer Runproof (format ${format}, this one knows ${FORMAT}); run that version, or choose another folder with --data.`,
    );
  const other = await readServerFile(folder);
  if (other !== null && (await isServer(other.pid)))
    throw new OperationalError(
      'data-folder-in-use',
      `Runproof already runs on ${folder} (process ${other.pid}, ${other.url}); stop it, or choose another folder with --data.`,
    );
  try {
    await makeFolder(folder);
    // The embedded PostgreSQL may run as another user: it may pass through, and list nothing.
    await chmod(folder, 0o711);
    await writeFile(formatFile, `${FORMAT}\n`);
    await writeFile(join(folder, '.gitignore'), '*\n');
  } catch (error) {
    throw new OperationalError(
      'data-folder-unwritable',
      `${folder} cannot be written (${(error as Error).message}); choose another folder with --data.`,
      error,
    );
  }
}

/** As `mkdir` with `recursive`, which tries for ever where a folder is refused as "not there", as in /proc. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    const parent = dirname(folder);
    const isMissing = (): Promise<boolean> =>
      access(parent).then(
        () => false,
        () => true,
      );
    if (code !== 'ENOENT' || !(await isMissing())) throw error;
    await makeFolder(parent);
    await mkdir(folder);
  }
}

export async function writeServerFile(folder: string, content: ServerFile): Promise<void> {
  const file = join(folder, 'server.json');
  await rm(file, { force: true });
  await writeFile(file, JSON.stringify(content), { mode: 0o600 });
}

export async function removeServerFile(folder: string): Promise<void> {
  await rm(join(folder, 'server.json'), { force: true });
}

export async function readServerFile(folder: string): Promise<ServerFile | null> {
  const text = await readFile(join(folder, 'server.json'), 'utf8').catch(() => null);
  try {
    return text === null ? null : (JSON.parse(text) as ServerFile);
  } catch {
    // Cut off in the middle of writing by a kill: there is no server.
    return null;
  }
}

/** Whether the process is a server of ours: after a crash its number may belong to anything. */
export async function isServer(pid: number): Promise<boolean> {
  if (pid === process.pid) return false;
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return commandLine.split('\0').some((part) => part.endsWith('main.js') || part.endsWith('runproof'));
}
