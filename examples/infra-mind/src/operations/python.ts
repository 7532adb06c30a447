import { basename } from 'node:path';
import { dataScripts } from './data-scripts.ts';
import { serviceScripts } from './service-scripts.ts';
import { type Surroundings, ToolFailure } from './surroundings.ts';

/**
 * A stand-in for `python3 scripts/NAME.py --option=value` and `python3 -m pytest tests/NAME.py`: the scripts of the
 * guide, done on the running system. It runs no Python.
 */
export async function python(args: string[], surroundings: Surroundings): Promise<void> {
  const words = args[0] === '-m' && args[1] === 'pytest' ? args.slice(2) : args;
  const name = basename(words[0] ?? '', '.py');
  const scripts = { ...dataScripts, ...serviceScripts };
  const run = Object.hasOwn(scripts, name) ? scripts[name] : undefined;
  if (!run) {
    throw new ToolFailure(
      `This stand-in for Python knows no "${words[0] ?? ''}"; it knows ${Object.keys(scripts).join(', ')}.`,
    );
  }
  const options = words.slice(1).map((word) => /^--([a-z-]+)(?:=(.*))?$/.exec(word));
  await run(Object.fromEntries(options.flatMap((match) => (match ? [[match[1]!, match[2] ?? '']] : []))), surroundings);
}
