import { copyFile, mkdir, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/**
 * A stand-in for `aws s3 cp` and `aws s3 ls`: buckets are folders in the example's own data folder.
 * It encrypts nothing and keeps everything until somebody removes it.
 */
const buckets = resolve(import.meta.dirname, '../../../../maintenance-api/.runproof/buckets');

export async function aws(words: string[], say: (line: string) => void): Promise<void> {
  const [service, action, ...paths] = words.filter((word) => !word.startsWith('--'));
  if (service === 's3' && action === 'cp' && paths.length === 2) return copy(paths[0]!, paths[1]!, say);
  if (service === 's3' && action === 'ls' && paths.length === 1) return list(paths[0]!, say);
  throw new Error('This stand-in for aws knows: aws s3 cp FROM TO, aws s3 ls s3://BUCKET/.');
}

async function copy(from: string, to: string, say: (line: string) => void): Promise<void> {
  const source = placeOf(from);
  const target = to.endsWith('/') ? join(placeOf(to), basename(from)) : placeOf(to);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  await copyFile(source, target).catch((cause: NodeJS.ErrnoException) => {
    throw new Error(cause.code === 'ENOENT' ? `${from} does not exist.` : cause.message, { cause });
  });
  say(`copy: ${from} to ${to}`);
}

async function list(path: string, say: (line: string) => void): Promise<void> {
  const folder = placeOf(path);
  for (const name of (await readdir(folder).catch((): string[] => [])).toSorted()) {
    const { mtime, size } = await stat(join(folder, name));
    say(`${mtime.toISOString().slice(0, 19).replace('T', ' ')} ${String(size).padStart(10)} ${name}`);
  }
}

function placeOf(path: string): string {
  const [, bucket, key = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{2,62})(?:\/(.*))?$/.exec(path) ?? [];
  if (bucket === undefined) return resolve(path);
  const place = join(buckets, bucket, key);
  if (!place.startsWith(join(buckets, bucket))) throw new Error(`${path} leads out of its bucket.`);
  return place;
}
