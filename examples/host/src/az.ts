import { dirname } from 'node:path';
import { dataServiceVerbs } from './az/data-services.ts';
import { monitorVerbs } from './az/monitor.ts';
import { readAzWords } from './az/options.ts';
import { render } from './az/output.ts';
import { query } from './az/query.ts';
import { recordVerbs } from './az/records.ts';
import type { AzCall, AzureNames, AzVerbs } from './az/verb.ts';
import { webappVerbs } from './az/webapp.ts';
import { openControl } from './control-client.ts';
import { HostError } from './host-error.ts';
import type { HostDescription } from './operations.ts';

/**
 * A stand-in for the Azure command line: the verbs that the guides document, done on the example that it stands beside.
 * `more` adds verbs of one example alone. Exit status: 0 done, 1 failed or unknown, 2 wrong usage, 3 not found.
 */
export async function az(binFolder: string, more: AzVerbs = {}): Promise<void> {
  const verbs: AzVerbs = { ...webappVerbs, ...dataServiceVerbs, ...monitorVerbs, ...recordVerbs, ...more };
  const { verb, options } = readAzWords(process.argv.slice(2));
  const name = verb.join(' ');
  try {
    const run = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
    if (!run) {
      throw new HostError(`This stand-in knows no "az ${name}"; it knows: ${closest(Object.keys(verbs), verb[0])}.`, {
        exitCode: 1,
      });
    }
    const control = openControl(dirname(binFolder));
    const { azure } = await control.call<{ azure: AzureNames | null }>('about');
    if (!azure) throw new HostError('This system does not run on Azure.', { exitCode: 1 });
    const call: AzCall = { options, control, azure, state: () => control.call<HostDescription>('state') };
    const result = await run(call);
    const shown = options.query && result !== undefined ? query(result, options.query) : result;
    const text = render(shown, options.output ?? 'json');
    if (text !== '') console.log(text);
  } catch (error) {
    console.error(`ERROR: ${(error as Error).message}`);
    process.exitCode = error instanceof HostError ? error.exitCode : 1;
  }
}

/** Verbs of the same group, or all of them. */
function closest(names: string[], group: string | undefined): string {
  const related = names.filter((name) => name.split(' ')[0] === group);
  return (related.length > 0 ? related : names).join(', ');
}
