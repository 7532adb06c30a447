import { Command, InvalidArgumentError, Option } from 'commander';
import { FINDING_FORMATS, type FindingFormat } from './finding-format.ts';

/** What the commands do. `app` provides it; each is loaded when it is called, so that `--help` answers at once. */
export interface Actions {
  up(folders: readonly string[], options: ServerSettings): Promise<void>;
  demo(options: ServerSettings): Promise<void>;
  init(guide: string, options: { readonly force: boolean }): Promise<void>;
  compile(guide: string, options: JsonOption): Promise<void>;
  lint(guides: readonly string[], options: LintCommandOptions): Promise<void>;
  plan(folder: string, options: JsonOption & ClientSettings): Promise<void>;
  languageServer(): Promise<void>;
  rehearse(folder: string, options: JsonOption & { readonly days: number; readonly seed: number }): Promise<void>;
  status(options: JsonOption & ClientSettings): Promise<void>;
  fault(system: string, fault: string, options: ClientSettings): Promise<void>;
  incidents(options: JsonOption & ClientSettings): Promise<void>;
  acknowledge(incident: string, options: ClientSettings): Promise<void>;
  resolve(incident: string, options: ClientSettings & { readonly note?: string }): Promise<void>;
}

export interface LintCommandOptions {
  readonly format: FindingFormat;
  /** Mend what can be mended, in the files. */
  readonly fix: boolean;
  /** `RULE=off`, `RULE=warn` or `RULE=error`. */
  readonly rule: readonly string[];
  /** Also look for the commands of the guides on the PATH. */
  readonly checkPath: boolean;
}

interface JsonOption {
  readonly json: boolean;
}

export interface ServerSettings {
  /** Data folder; default `.runproof` in the working folder. */
  readonly data?: string;
  readonly host: string;
  readonly port: number;
}

/** How a command finds the running server: by its data folder. */
export interface ClientSettings {
  readonly data?: string;
}

/** The command line. Exit status: 0 fine, 1 a finding, 2 bad usage or an environment that does not allow it. */
export function buildProgram(actions: Actions, version: string): Command {
  const program = new Command('runproof')
    .description('Reads an operations guide, operates the system from it, and proves the guide.')
    .version(version)
    .showHelpAfterError('(runproof --help lists the commands)')
    .exitOverride();

  server(program.command('up').argument('[folders...]', 'folders with a runproof.yaml', ['.']))
    .description('Operate the systems of these folders until Ctrl-C.')
    .action((folders: string[], options: ServerSettings) => actions.up(folders, options));
  server(program.command('demo'))
    .description('Start the five example systems and operate them.')
    .action((options: ServerSettings) => actions.demo(options));
  program
    .command('init')
    .argument('[guide]', 'the operations guide', 'OPERATIONS.md')
    .option('--force', 'write over an existing runproof.yaml', false)
    .description('Write a runproof.yaml beside a guide, with everything the guide leaves open.')
    .action((guide: string, options: { force: boolean }) => actions.init(guide, options));
  json(program.command('compile').argument('<guide>', 'a Markdown file'))
    .description('Show what is understood of a guide.')
    .action((guide: string, options: JsonOption) => actions.compile(guide, options));
  program
    .command('lint')
    .argument('<guides...>', 'Markdown files')
    .addOption(new Option('--format <format>', 'how findings are printed').choices(FINDING_FORMATS).default('pretty'))
    .option('--fix', 'mend what can be mended without changing what the guide means', false)
    .option(
      '--rule <rule=level>',
      'off, warn or error for one rule; may be repeated',
      (one, all: string[]) => [...all, one],
      [],
    )
    .option('--check-path', 'also find commands that are not on the PATH', false)
    .description('Find what is wrong with guides as documents: figures, contradictions, commands that cannot run.')
    .action((guides: string[], options: LintCommandOptions) => actions.lint(guides, options));
  json(client(program.command('plan').argument('[folder]', 'folder with a runproof.yaml', '.')))
    .description('Show what `up` would change: exit status 0 nothing, 1 something.')
    .action((folder: string, options: JsonOption & ClientSettings) => actions.plan(folder, options));
  program
    .command('lsp')
    .description('Serve editors over standard input and output (Language Server Protocol).')
    .option('--stdio', 'the only way it speaks; some editors insist on saying so')
    .action(() => actions.languageServer());
  json(program.command('rehearse').argument('[folder]', 'folder with a runproof.yaml', '.'))
    .option('--days <days>', 'simulated days', between(1, 366), 30)
    .option('--seed <seed>', 'for the order of the faults', between(0, 2 ** 31), 1)
    .description('Play faults under a simulated clock: would every alert fire and page in time?')
    .action((folder: string, options: JsonOption & { days: number; seed: number }) =>
      actions.rehearse(folder, options),
    );

  json(client(program.command('status')))
    .description('Show the state of the operated systems.')
    .action((options: JsonOption & ClientSettings) => actions.status(options));
  client(program.command('fault').argument('<system>').argument('<fault>', 'a fault of the bindings, or none'))
    .description('Break a system for real, as its bindings say how; `none` ends it.')
    .action((system: string, fault: string, options: ClientSettings) => actions.fault(system, fault, options));

  const incident = program.command('incident').description('List, acknowledge and resolve incidents.');
  json(client(incident.command('list')))
    .description('Incidents that are not resolved.')
    .action((options: JsonOption & ClientSettings) => actions.incidents(options));
  client(incident.command('acknowledge').argument('<number>'))
    .description('Say that you have taken it.')
    .action((number: string, options: ClientSettings) => actions.acknowledge(number, options));
  client(incident.command('resolve').argument('<number>').option('--note <text>', 'what it was'))
    .description('Say that it is over.')
    .action((number: string, options: ClientSettings & { note?: string }) => actions.resolve(number, options));
  return program;
}

function server(command: Command): Command {
  return command
    .option('--data <folder>', 'data folder (default: .runproof here, or RUNPROOF_DATA)')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <port>', 'port to listen on', between(0, 65_535), 4100);
}

function client(command: Command): Command {
  return command.option(
    '--data <folder>',
    'data folder of the running server (default: .runproof here, or RUNPROOF_DATA)',
  );
}

function json(command: Command): Command {
  return command.option('--json', 'print JSON', false);
}

function between(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < low || value > high)
      throw new InvalidArgumentError(`Give a whole number from ${low} to ${high}.`);
    return value;
  };
}
