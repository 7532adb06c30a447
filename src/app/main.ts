import { CommanderError } from 'commander';
import { buildProgram } from '../cli/program.ts';
import { OperationalError } from '../plan/error.ts';
import { actions } from './actions.ts';
import { Finding } from './finding.ts';
import { VERSION } from './version.ts';

/** Runs one command line. The exit status: 0 fine, 1 a finding, 2 usage or environment, in one clear sentence. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    await buildProgram(actions, VERSION).parseAsync([...argv]);
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof Finding) {
      if (error.message !== '') console.error(error.message);
      return 1;
    }
    if (error instanceof OperationalError) {
      console.error(`runproof: ${error.message}`);
      return 2;
    }
    throw error;
  }
}
