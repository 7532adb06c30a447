import { randomBytes } from 'node:crypto';
import { access, constants, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** The sentence that says why a file cannot be replaced; null when it can. */
export async function whyNotWritable(path: string): Promise<string | null> {
  try {
    const file = await realpath(path);
    await access(file, constants.W_OK);
    await access(dirname(file), constants.W_OK);
    return null;
  } catch {
    return `${basename(path)} or its folder cannot be written by the user that Runproof runs as; edit the file where it comes from.`;
  }
}

/**
 * Replaces a file's text: whoever reads it sees the old text or the new, never a part, also after a crash. A link stays
 * a link, and mode and owner stay where the system allows it.
 *
 * @throws what the file system says
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  const file = await realpath(path);
  const { mode, uid, gid } = await stat(file);
  const draft = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}`);
  try {
    const handle = await open(draft, 'wx', mode & 0o7777);
    try {
      // The process's umask has taken from the mode.
      await handle.chmod(mode & 0o7777);
      // Only root may give a file away: of others it is theirs now, as with every editor that saves by renaming.
      await handle.chown(uid, gid).catch(() => undefined);
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
