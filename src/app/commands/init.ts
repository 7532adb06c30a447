import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { draftBindings } from '../../plan/draft-bindings.ts';
import { OperationalError } from '../../plan/error.ts';
import { readGuide } from '../read-guide.ts';

/** `runproof init [GUIDE]`: writes runproof.yaml beside it; never over an existing one unasked. */
export async function init(path: string, options: { readonly force: boolean }): Promise<void> {
  const { guide } = await readGuide(path);
  const file = join(dirname(path), 'runproof.yaml');
  await writeFile(file, draftBindings(guide), { flag: options.force ? 'w' : 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST')
        throw new OperationalError('usage', `${file} is there already; --force writes over it.`, error);
      throw new OperationalError('usage', `${file} cannot be written (${error.message}).`, error);
    },
  );
  console.log(`${file} is written: ${guide.commitments.length} commitments understood in ${guide.guide}.`);
  console.log(`Fill in what it leaves open, then: runproof up ${dirname(path)}`);
}
