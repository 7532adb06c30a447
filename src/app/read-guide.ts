import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { compileGuide } from '../guide/compile.ts';
import type { CompiledGuide } from '../plan/diagnostic.ts';
import { OperationalError } from '../plan/error.ts';

/** Bytes: a guide is prose, and ten megabytes of prose are a mistake. */
const LARGEST_GUIDE = 10_485_760;

/** Reads and compiles a guide alone, without its bindings: a command that shows it need not load what plans it. */
export async function readGuide(path: string): Promise<{ guide: CompiledGuide; markdown: string }> {
  const markdown = await readMarkdown(path);
  return { guide: compileGuide(markdown, basename(path)), markdown };
}

export async function readMarkdown(path: string): Promise<string> {
  const file = resolve(path);
  const size = await stat(file).then(
    (found) => (found.isFile() ? found.size : null),
    () => null,
  );
  if (size === null)
    throw new OperationalError('guide-missing', `There is no guide at ${path}; give the path of a Markdown file.`);
  if (size > LARGEST_GUIDE)
    throw new OperationalError('guide-unreadable', `${path} has ${size} bytes; a guide may have ${LARGEST_GUIDE}.`);
  const markdown = await readFile(file, 'utf8');
  if (markdown.includes('\u0000'))
    throw new OperationalError('guide-unreadable', `${path} is not text; give a Markdown file.`);
  return markdown;
}
