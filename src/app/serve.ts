import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pino } from 'pino';
import { OperationalError } from '../plan/error.ts';
import { firstSignInFile } from './accounts.ts';
import { clockFromEnvironment } from './clock.ts';
import { removeServerFile, takeDataFolder, writeServerFile } from './data-folder.ts';
import { requireGivenEngines } from './engines.ts';
import { loadSystems } from './load-system.ts';
import { startProduct } from './product.ts';
import { newSecret } from './secret-text.ts';

export interface ServeOptions {
  readonly folders: readonly string[];
  readonly data: string;
  readonly host: string;
  readonly port: number;
  /** A token that may send telemetry, for programs started beside the server. */
  readonly telemetryToken?: string;
  /** Programs to run beside the server: started with its address, stopped before its engines. */
  readonly company?: (url: string, tell: (line: string) => void) => Promise<Company>;
}

export interface Company {
  /** When all have started or said why not. */
  readonly settled: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Operates systems until a signal comes. Everything that can be wrong with the folders, the port and the data folder is
 * found before anything is started.
 */
export async function serve(options: ServeOptions): Promise<void> {
  const began = performance.now();
  const tell = (line: string) => console.log(line);
  const clock = clockFromEnvironment(process.env);
  const systems = await loadSystems(options.folders);
  await claimPort(options.host, options.port);
  await requireGivenEngines(process.env);
  await takeDataFolder(options.data);
  const log = pino(
    { level: process.env.RUNPROOF_LOG ?? 'info', redact: ['*.password', '*.token', '*.url', 'req.headers'] },
    pino.destination({ dest: join(options.data, 'runproof.log'), mkdir: true, sync: false }),
  );

  const stopping = stopSignal();
  const url = `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${options.port}`;
  const token = newSecret();
  tell(
    `Runproof operates ${systems.length === 1 ? systems[0]?.plan.systemName : `${systems.length} systems`}; its data is in ${options.data}`,
  );
  const company = await options.company?.(url, tell);
  try {
    const product = await startProduct({
      ...{ systems, data: options.data, host: options.host, port: options.port, url, log, tell },
      watchFrom: Promise.race([company?.settled, stopping.signal]),
      clock,
      tokens: [
        { name: 'command line of this machine', scope: 'administer', token },
        ...(options.telemetryToken === undefined
          ? []
          : [{ name: 'demonstration telemetry', scope: 'ingest' as const, token: options.telemetryToken }]),
      ],
    });
    try {
      await writeServerFile(options.data, { url, pid: process.pid, token });
      tell('');
      tell(`Open ${url}  (ready in ${((performance.now() - began) / 1_000).toFixed(1)} s)`);
      tell(await signInHint(options.data));
      tell('Ctrl-C stops everything that was started here.');
      await stopping.signal;
      tell('Stopping …');
    } finally {
      await company?.stop();
      await removeServerFile(options.data);
      await product.stop();
    }
  } finally {
    await company?.stop();
    stopping.forget();
    log.flush();
  }
}

async function signInHint(folder: string): Promise<string> {
  const password = await readFile(firstSignInFile(folder), 'utf8').catch(() => null);
  if (password === null) return 'Sign in with your own name and password.';
  return `Sign in as admin with the password ${password.trim()} (change it under Account; until then it is kept in ${firstSignInFile(folder)})`;
}

/** Listening once and letting go says in time, before anything is started, that the port is free. */
async function claimPort(host: string, port: number): Promise<void> {
  const probe = createServer();
  probe.listen(port, host);
  try {
    await once(probe, 'listening');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new OperationalError(
        'port-in-use',
        `Port ${port} of ${host} is in use by another program; stop that, or choose another with --port.`,
        error,
      );
    throw new OperationalError(
      'usage',
      `It is not possible to listen on ${host}:${port} (${message}); choose another address with --host and --port.`,
      error,
    );
  } finally {
    await new Promise((closed) => probe.close(closed));
  }
}

/** The first signal stops in order; a second one is the reader's own `kill`. */
function stopSignal(): { signal: Promise<void>; forget(): void } {
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  let stop = () => {};
  const signal = new Promise<void>((resolve) => {
    stop = () => resolve();
  });
  const onSignal = () => stop();
  for (const name of names) process.once(name, onSignal);
  return {
    signal,
    forget: () => {
      for (const name of names) process.off(name, onSignal);
    },
  };
}
