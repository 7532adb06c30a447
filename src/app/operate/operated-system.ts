import type { ChangeEvent } from '../../api/contract/event.ts';
import type { Plan } from '../../plan/plan.ts';
import { notifyChange } from '../../store/postgres/changes.ts';
import { bindingsFile, type FileProblem, type LoadedSystem, readSystem } from '../load-system.ts';
import { applyGuide } from './apply-guide.ts';
import type { Operation } from './operation.ts';
import type { Surroundings } from './surroundings.ts';
import { watch } from './watch.ts';
import { watchFiles } from './watch-files.ts';

/** Milliseconds. What failed for a reason outside of the files (the database is away) is tried again. */
const RETRY_MS = 2_000;

interface OperatedSystemOptions {
  readonly surroundings: Surroundings;
  /** Where the others find what is operated now; this alone replaces its own entry. */
  readonly operations: Map<string, Operation>;
  readonly systemId: string;
  /** Whether mails have somewhere to go when the bindings name no server. */
  readonly hasInbox: boolean;
  readonly onApplied: (plan: Plan) => Promise<void>;
}

/**
 * One system over the changes of its files: waiting → watched → stopped. While it is watched it is by one operation, or
 * between two: the old one has ended, the new one is being stored. A change that cannot be operated leaves the operation as it is, and
 * says so in its `problems`. Reading, writing and replacing happen one after the other.
 */
export class OperatedSystem {
  readonly #options: OperatedSystemOptions;
  #endWatching: () => Promise<void> = async () => {};
  #endFollowing: () => Promise<void> = async () => {};
  #last: Promise<unknown> = Promise.resolve();
  readonly #stopping = new AbortController();
  #phase: 'waiting' | 'watched' | 'stopped' = 'waiting';

  constructor(options: OperatedSystemOptions) {
    this.#options = options;
  }

  get operation(): Operation {
    const operation = this.#options.operations.get(this.#options.systemId);
    if (operation === undefined) throw new Error(`${this.#options.systemId} is not operated`);
    return operation;
  }

  /** Looks at the system, and follows its files from now on. Before that it can be edited already. */
  async start(): Promise<void> {
    await this.exclusively(async () => {
      if (this.#phase !== 'waiting') return;
      const { surroundings } = this.#options;
      this.#phase = 'watched';
      this.#endWatching = await watch(surroundings, this.operation, 'spread');
      this.#endFollowing = watchFiles(
        () => [bindingsFile(this.operation.plan.folder), this.operation.plan.guidePath],
        () => this.refresh(),
        surroundings.clock,
      );
    });
    // The files were read a while ago, before the engines started.
    await this.refresh();
  }

  async stop(): Promise<void> {
    this.#phase = 'stopped';
    this.#stopping.abort();
    await this.#last;
    await this.#endFollowing();
    await this.#endWatching();
  }

  /** Operates the system by its files as they stand on disk now; the operation's `problems` say what keeps it from that. */
  refresh(): Promise<void> {
    return this.exclusively(() => this.#refresh());
  }

  /** Does something to the files while nobody else does, and operates the system by what it left behind. */
  change<T>(deed: () => Promise<T>): Promise<T> {
    return this.exclusively(async () => {
      const done = await deed();
      await this.#refresh();
      return done;
    });
  }

  /** After everything that was asked for before. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #refresh(): Promise<void> {
    if (this.#phase === 'stopped') return;
    const { surroundings } = this.#options;
    const { operation } = this;
    try {
      const read = await readSystem(operation.plan.folder);
      const problems = read.ok ? this.#reasonsAgainst(read.system) : read.problems;
      if (read.ok && problems.length === 0) {
        if (isSame(read.system, operation.system)) await this.#tell(operation, []);
        else await this.#replace(operation, read.system);
      } else await this.#tell(operation, problems);
    } catch (error) {
      surroundings.log.error({ err: error, system: operation.id }, 'a changed guide cannot be applied');
      const message = `The change cannot be applied (${(error as Error).message}); the plan before it runs on. It is tried again.`;
      await this.#tell(this.operation, [{ file: operation.system.guide.guide, line: 1, message }]);
      void this.#refreshLater();
    }
  }

  async #refreshLater(): Promise<void> {
    await this.#options.surroundings.clock.sleep(RETRY_MS, this.#stopping.signal);
    await this.refresh();
  }

  async #replace(before: Operation, system: LoadedSystem): Promise<void> {
    const { surroundings, operations, systemId, onApplied } = this.#options;
    const { store, clock, log } = surroundings;
    await this.#endWatching();
    this.#endWatching = async () => {};
    let operation = before;
    try {
      operation = await applyGuide(store, system, clock.now());
      operation.takeOver(before);
      operations.set(systemId, operation);
    } finally {
      // Whatever went wrong: the system is looked at.
      await this.#watch(operation);
    }
    log.info({ system: systemId, commitments: operation.plan.commitments.length }, 'a changed guide is applied');
    await Promise.all([
      onApplied(operation.plan),
      notifyChange(store.database, { type: 'system', systemId } satisfies ChangeEvent),
    ]);
  }

  async #watch(operation: Operation): Promise<void> {
    const { surroundings } = this.#options;
    while (this.#phase === 'watched') {
      try {
        this.#endWatching = await watch(surroundings, operation, 'at-once');
        return;
      } catch (error) {
        surroundings.log.error({ err: error, system: operation.id }, 'a system cannot be looked at; trying again');
        await surroundings.clock.sleep(RETRY_MS, this.#stopping.signal);
      }
    }
  }

  async #tell(operation: Operation, problems: readonly FileProblem[]): Promise<void> {
    if (JSON.stringify(problems) === JSON.stringify(operation.problems)) return;
    operation.problems = problems;
    const { feed, log } = this.#options.surroundings;
    if (problems.length > 0) log.warn({ system: operation.id, problems }, 'a change on disk is not operated');
    feed.publish({ type: 'system', systemId: operation.id });
  }

  #reasonsAgainst({ plan, markdown, guide }: LoadedSystem): FileProblem[] {
    const { systemId, hasInbox } = this.#options;
    const problems: FileProblem[] = [];
    const bindings = (message: string) => problems.push({ file: 'runproof.yaml', line: 1, message });
    if (plan.systemId !== systemId)
      bindings(
        `The id of this system is now “${plan.systemId}”, and it is operated as “${systemId}”; give it that id, or restart Runproof to operate it under the new one.`,
      );
    if (plan.notify.smtpUrl === null && !hasInbox)
      bindings('Without notify.smtp mails go to the local inbox, which is not started; restart Runproof for that.');
    // A file that an editor has just emptied must not end everything that watches.
    if (markdown.trim() === '')
      problems.push({ file: guide.guide, line: 1, message: 'The guide is empty; what it said before is operated.' });
    // Nor must a text that cannot be read at all.
    else if (plan.commitments.length === 0)
      for (const { severity, line, message } of plan.diagnostics)
        if (severity === 'error') problems.push({ file: guide.guide, line, message });
    return problems;
  }
}

function isSame(a: LoadedSystem, b: LoadedSystem): boolean {
  return (
    a.markdown === b.markdown &&
    JSON.stringify(a.bindings) === JSON.stringify(b.bindings) &&
    a.plan.guidePath === b.plan.guidePath
  );
}
