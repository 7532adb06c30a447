import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { zipOf } from '../../../host/src/zip.ts';

/** `zip [-q] -r FILE FOLDER`, for machines that have none. */
export function zip(): void {
  const [file, folder] = process.argv.slice(2).filter((word) => !word.startsWith('-'));
  if (!file || !folder) {
    console.error('Usage: zip -r FILE FOLDER');
    process.exitCode = 2;
    return;
  }
  const root = resolve(folder);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => join(root, name))
    .filter((path) => statSync(path).isFile() && path !== resolve(file));
  writeFileSync(file, zipOf(files.map((path) => ({ name: relative(root, path), content: readFileSync(path) }))));
}
