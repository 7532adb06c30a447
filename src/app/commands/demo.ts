import type { ServerSettings } from '../../cli/program.ts';
import { dataFolder } from '../data-folder.ts';
import { newSecret } from '../secret-text.ts';
import { serve } from '../serve.ts';
import { exampleFolders, startExamples } from './examples.ts';

/** `runproof demo`: the five examples, each a running system, operated from its guide. */
export async function demo(options: ServerSettings): Promise<void> {
  const data = dataFolder(options.data);
  const telemetryToken = newSecret();
  await serve({
    ...{ folders: exampleFolders, data, host: options.host, port: options.port },
    telemetryToken,
    // Beside the engines, not after them: what they send before the server listens they send again.
    company: async (url, tell) => {
      const examples = startExamples(data, { url, token: telemetryToken });
      const outcomes = examples.outcomes.map(async (outcome) => {
        const { name, ready, message } = await outcome;
        tell(ready ? `${name.padEnd(18)} runs at ${message}` : `${name.padEnd(18)} does not run: ${message}`);
      });
      return { settled: Promise.all(outcomes).then(() => undefined), stop: () => examples.stop() };
    },
  });
}
