import { dirname } from 'node:path';
import { openControl } from '../../../host/src/control-client.ts';

/**
 * `git secrets --install` and `git secrets --register-aws`, kept by the local cloud as set up. The repository this
 * folder may lie in is somebody's work and gets no hooks.
 */
export async function git(standInFolder: string, words = process.argv.slice(2)): Promise<void> {
  const [verb, option, ...others] = words;
  try {
    if (verb !== 'secrets' || others.length > 0 || !['--install', '--register-aws'].includes(option ?? ''))
      throw new Error(`this stand-in knows "secrets --install" and "secrets --register-aws", not "${words.join(' ')}"`);
    const control = openControl(dirname(standInFolder));
    await control.call('record', { kind: 'git-secrets', value: { name: option } });
    console.log(option === '--install' ? 'commits are searched for secrets' : 'patterns of AWS keys are registered');
  } catch (error) {
    console.error(`git: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
