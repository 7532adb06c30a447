import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Control, openControl } from '../../../host/src/control-client.ts';

interface Image {
  readonly name: string;
  readonly digest: string;
}

/**
 * `docker build`, `tag` and `push` without Docker: the local cloud keeps each image's name with a digest of the
 * service's source, so an image that was not built cannot be tagged, nor one that was not tagged pushed.
 */
export async function docker(standInFolder: string, words = process.argv.slice(2)): Promise<void> {
  const folder = dirname(standInFolder);
  const [verb, ...rest] = words;
  try {
    const control = openControl(folder);
    if (verb === 'build') await build(control, folder, rest);
    else if (verb === 'tag') await tag(control, rest);
    else if (verb === 'push') await push(control, rest);
    else throw new Error(`this stand-in knows build, tag and push, not "${verb ?? ''}"`);
  } catch (error) {
    console.error(`docker: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}

async function build(control: Control, folder: string, words: readonly string[]): Promise<void> {
  const at = words.findIndex((word) => word === '-t' || word === '--tag');
  const name = at === -1 ? undefined : words[at + 1];
  if (name === undefined) throw new Error('build needs a name: --tag NAME:VERSION');
  const image = { name, digest: digestOf(join(folder, 'src')) };
  await control.call('record', { kind: 'image', value: image });
  console.log(`built ${name} sha256:${image.digest}`);
}

async function tag(control: Control, [from, to]: readonly string[]): Promise<void> {
  if (from === undefined || to === undefined) throw new Error('tag needs two names: FROM TO');
  const { digest } = await imageNamed(control, from);
  await control.call('record', { kind: 'image', value: { name: to, digest } });
  console.log(`tagged ${to}`);
}

async function push(control: Control, [name]: readonly string[]): Promise<void> {
  if (name === undefined) throw new Error('push needs a name');
  const { digest } = await imageNamed(control, name);
  await control.call('record', { kind: 'pushed-image', value: { name, digest } });
  console.log(`pushed ${name} sha256:${digest}`);
}

async function imageNamed(control: Control, name: string): Promise<Image> {
  const images = await control.call<Image[]>('records', { kind: 'image' });
  const image = images.find((candidate) => candidate.name === name);
  if (image === undefined) throw new Error(`there is no image ${name}; build or tag it first`);
  return image;
}

function digestOf(sourceFolder: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(sourceFolder, { recursive: true, withFileTypes: true });
  for (const path of files
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
    .sort())
    hash.update(path.slice(sourceFolder.length)).update(readFileSync(path));
  return hash.digest('hex').slice(0, 12);
}
