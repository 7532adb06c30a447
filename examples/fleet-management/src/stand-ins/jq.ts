import { text } from 'node:stream/consumers';
import { ranRealProgram } from './real-program.ts';

/** jq's own exit statuses: input that is not JSON, and a filter it does not know. */
const BAD_INPUT = 2;
const BAD_FILTER = 3;

/** The machine's jq; where it has none, `jq .` and `jq .path.to.it` on standard input. */
export async function jq(standInFolder: string, words = process.argv.slice(2)): Promise<void> {
  if (ranRealProgram('jq', words, standInFolder)) return;
  const filter = words.length === 0 ? '.' : words.join(' ');
  if (!/^\.(?:[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)?$/.test(filter)) {
    console.error(`jq: this stand-in knows paths such as .checks.database, not ${filter}`);
    process.exitCode = BAD_FILTER;
    return;
  }
  try {
    const input: unknown = JSON.parse(await text(process.stdin));
    console.log(JSON.stringify(pick(input, filter), null, 2));
  } catch (error) {
    console.error(`jq: the input is not JSON: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = BAD_INPUT;
  }
}

/** What stands at a path such as `.checks.database`; null where nothing does, as jq has it. */
export function pick(value: unknown, path: string): unknown {
  let found = value;
  for (const name of path.split('.').filter((part) => part !== '')) {
    if (found === null || typeof found !== 'object' || !Object.hasOwn(found, name)) return null;
    found = (found as Record<string, unknown>)[name];
  }
  return found;
}
