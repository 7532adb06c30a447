import { dirname } from 'node:path';
import { openControl } from '../../../host/src/control-client.ts';

/**
 * `git tag -a TAG -m TEXT` and `git push origin TAG` of a release, kept by the local cloud. The repository this folder
 * may lie in is somebody's work and is left alone.
 */
export async function git(standInFolder: string, words = process.argv.slice(2)): Promise<void> {
  const [verb, ...rest] = words;
  try {
    const control = openControl(dirname(standInFolder));
    if (verb === 'tag' && rest[0] === '-a' && rest[1] !== undefined) {
      const message = rest[2] === '-m' ? (rest[3] ?? '') : '';
      await control.call('record', { kind: 'release-tag', value: { name: rest[1], message } });
      console.log(`tagged ${rest[1]}`);
    } else if (verb === 'push' && rest[0] === 'origin' && rest[1] !== undefined) {
      const tags = await control.call<{ name: string }[]>('records', { kind: 'release-tag' });
      if (!tags.some(({ name }) => name === rest[1])) throw new Error(`there is no tag ${rest[1]}`);
      console.log(`pushed ${rest[1]} to origin`);
    } else throw new Error(`this stand-in knows "tag -a TAG -m TEXT" and "push origin TAG", not "${words.join(' ')}"`);
  } catch (error) {
    console.error(`git: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
