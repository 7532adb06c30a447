import { dirname } from 'node:path';
import { openControl } from './control-client.ts';
import { HostError } from './host-error.ts';
import { changeVerbs } from './kubectl/change.ts';
import { lookVerbs } from './kubectl/look.ts';
import type { KubectlCall, KubectlVerbs, KubernetesNames } from './kubectl/verb.ts';
import { readKubectlWords } from './kubectl/words.ts';
import type { HostDescription } from './operations.ts';

/**
 * A stand-in for kubectl: the verbs that the guides document, done on the example that it stands beside. `more` adds or
 * replaces verbs for one example alone. Exit status 0 done, 1 failed or unknown.
 */
export async function kubectl(binFolder: string, more: KubectlVerbs = {}): Promise<void> {
  const verbs: KubectlVerbs = { ...lookVerbs, ...changeVerbs, ...more };
  const words = readKubectlWords(process.argv.slice(2));
  try {
    const run = Object.hasOwn(verbs, words.verb) ? verbs[words.verb] : undefined;
    if (!run) {
      throw new HostError(
        `error: this stand-in knows no "kubectl ${words.verb}"; it knows: ${Object.keys(verbs).join(', ')}`,
        { exitCode: 1 },
      );
    }
    const exampleFolder = dirname(binFolder);
    const control = openControl(exampleFolder);
    const about = await control.call<{ kubernetes: KubernetesNames | null; port: number }>('about');
    if (!about.kubernetes) throw new HostError('error: this system does not run on Kubernetes', { exitCode: 1 });
    const asked = words.options.namespace;
    if (asked !== undefined && asked !== about.kubernetes.namespace) {
      console.error(`No resources found in ${asked} namespace.`);
      process.exitCode = 1;
      return;
    }
    const call: KubectlCall = {
      ...words,
      control,
      kubernetes: about.kubernetes,
      port: about.port,
      exampleFolder,
      state: () => control.call<HostDescription>('state'),
    };
    const text = await run(call);
    if (text) console.log(text);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = error instanceof HostError ? error.exitCode : 1;
  }
}
