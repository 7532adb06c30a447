import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { serveClusterMetrics } from '@runproof/kit/cluster-metrics';
import { serveControl } from './control-server.ts';
import { createHost } from './host.ts';
import { HostError } from './host-error.ts';
import { readLocalConfig } from './local-config.ts';
import { whenParentIsGone } from './parent-watch.ts';
import { ownSocketPath } from './socket-path.ts';

/** `node examples/dist/host/src/main.js examples/kilometers [--data DIR]`: runs one example until it is told to stop. */
async function run(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { data: { type: 'string' } }, allowPositionals: true });
  const exampleFolder = positionals[0];
  if (positionals.length !== 1 || !exampleFolder) {
    throw new HostError('Usage: main.js EXAMPLE_FOLDER [--data DIR]');
  }
  const config = readLocalConfig(exampleFolder);
  const socketPath = ownSocketPath(config.folder);
  const host = await createHost(config, values.data ?? join(config.folder, '.runproof'));
  serveClusterMetrics();
  const control = await serveControl(host, socketPath);

  let isStopping = false;
  const stop = (why: string, exitCode: number): void => {
    if (isStopping) return;
    isStopping = true;
    host.log.line('host', `stopping: ${why}`);
    control.close();
    host.stop().then(
      () => {
        rmSync(socketPath, { force: true });
        process.exit(exitCode);
      },
      (error: Error) => {
        console.error(`${config.name}: could not stop cleanly: ${error.message}`);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop(signal, 0));
  whenParentIsGone((how) => stop(how, 0));
  process.stdout.on('error', () => stop('nobody reads standard output', 0));

  try {
    await host.start();
    console.log(`ready ${host.baseUrl}`);
  } catch (error) {
    if (!isStopping) console.error(`${config.name}: ${(error as Error).message}`);
    stop('it did not start', error instanceof HostError ? error.exitCode : 1);
  }
}

run().catch((error: Error) => {
  console.error(error instanceof HostError ? error.message : error);
  process.exit(error instanceof HostError ? error.exitCode : 1);
});
