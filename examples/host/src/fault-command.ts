import { parseArgs } from 'node:util';
import { openControl } from './control-client.ts';
import { faultNames } from './faults.ts';
import type { HostDescription } from './operations.ts';

/** `fault KIND [--example FOLDER]`; exit status 1 when the example does not run or cannot have that fault. */
export async function faultCommand(words: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: words,
    options: { example: { type: 'string' } },
    allowPositionals: true,
  });
  const fault = positionals[0];
  if (!fault || !(faultNames as readonly string[]).includes(fault)) {
    console.error(`Usage: fault ${faultNames.join('|')} [--example FOLDER]`);
    process.exitCode = 2;
    return;
  }
  try {
    const state = await openControl(values.example ?? process.cwd()).call<HostDescription>('fault', { fault });
    console.log(
      state.fault === 'none' ? `${state.name}: no fault any more` : `${state.name}: ${state.fault} is in force`,
    );
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
