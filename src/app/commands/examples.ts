import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const EXAMPLES = ['kilometers', 'comet-browser', 'maintenance-api', 'infra-mind', 'fleet-management'];
const HOST = join(root, 'examples', 'dist', 'host', 'src', 'main.js');
const STOP_TIMEOUT_MS = 15_000;

export const exampleFolders: readonly string[] = EXAMPLES.map((name) => join(root, 'examples', name));

export interface RunningExamples {
  /** One outcome an example: its address, or the sentence that says why it does not run. */
  readonly outcomes: readonly Promise<ExampleOutcome>[];
  stop(): Promise<void>;
}

export interface ExampleOutcome {
  readonly name: string;
  readonly ready: boolean;
  readonly message: string;
}

/**
 * Starts every example system with its engines, each under a host process of its own. They end when they are told to,
 * and by themselves when this process dies: their standard input closes then.
 */
export function startExamples(
  dataFolder: string,
  telemetry: { readonly url: string; readonly token: string },
): RunningExamples {
  const logFolder = join(dataFolder, 'logs');
  mkdirSync(logFolder, { recursive: true });
  const hosts = exampleFolders.map((folder) => {
    const name = basename(folder);
    const child = spawn(process.execPath, [HOST, folder, '--data', join(dataFolder, 'examples', name)], {
      // Out of the terminal's process group: Ctrl-C reaches them through their parent, in order.
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        ...withoutOurEngines(process.env),
        OTEL_EXPORTER_OTLP_ENDPOINT: telemetry.url,
        OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer ${telemetry.token}`,
      },
    });
    const log = createWriteStream(join(logFolder, `${name}.log`));
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    return { name, child };
  });
  return {
    outcomes: hosts.map(({ name, child }) => outcomeOf(name, child)),
    stop: async () => {
      await Promise.all(hosts.map(({ child }) => end(child)));
    },
  };
}

/** What the product keeps its own state in is not the examples' database. */
function withoutOurEngines({ DATABASE_URL, CLICKHOUSE_URL, ...environment }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return environment;
}

function outcomeOf(name: string, child: ChildProcess): Promise<ExampleOutcome> {
  return new Promise((resolve) => {
    let lastLine = '';
    const listen = (stream: NodeJS.ReadableStream) =>
      createInterface({ input: stream }).on('line', (line) => {
        if (line.startsWith('ready ')) resolve({ name, ready: true, message: line.slice('ready '.length) });
        else if (line.trim() !== '') lastLine = line.trim();
      });
    if (child.stdout !== null) listen(child.stdout);
    if (child.stderr !== null) listen(child.stderr);
    child.once('error', (error) => resolve({ name, ready: false, message: error.message }));
    // `close` and not `exit`: the last line may still be on its way.
    child.once('close', (code) => resolve({ name, ready: false, message: lastLine || `its host ended with ${code}` }));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
}
