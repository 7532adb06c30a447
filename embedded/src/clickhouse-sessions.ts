import { Session } from 'chdb';
import { ClickHouseFailure } from './clickhouse-failure.ts';
import type { Statement } from './clickhouse-request.ts';

export interface Result {
  readonly bytes: Uint8Array;
  readonly rowsRead: number;
  readonly bytesRead: number;
  readonly elapsedSeconds: number;
}

/** A session with what it remembers from the statements before. */
interface Kept {
  readonly session: Session;
  readonly parameterNames: string;
  database: string;
}

/** Below UV_THREADPOOL_SIZE, so that a cancellation always finds a thread. */
const PARALLEL_STATEMENTS = 12;
const WAITING_STATEMENTS = 500;
const IDLE_SESSIONS = 48;

/**
 * Runs statements beside each other, each in a chDB session of its own for as long as it takes.
 *
 * A session remembers what it is told, and HTTP requests must not see each other's settings. So settings are put back
 * to their defaults afterwards. A query parameter cannot be unset: a session is used again only for statements with the
 * same parameter names, which overwrite them all. A session that was told anything else (readonly, SET, DDL) is closed.
 */
export class ClickHouseSessions {
  readonly #folder: string;
  /** Keeps the engine open, and cancels. */
  readonly #control: Session;
  readonly #idle: Kept[] = [];
  readonly #waiting: { start: () => void; signal: AbortSignal }[] = [];
  #running = 0;
  #lastTag = 0;

  /** @throws when another process has the folder. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#control = new Session(folder);
  }

  async run(statement: Statement, signal: AbortSignal): Promise<Result> {
    await this.#turn(signal);
    const tag = `statement-${++this.#lastTag}`;
    const cancel = () => void this.#cancel(tag);
    signal.addEventListener('abort', cancel);
    try {
      return await this.#runIn(this.#take(statement), statement, tag, signal);
    } finally {
      signal.removeEventListener('abort', cancel);
      this.#running--;
      this.#waiting.shift()?.start();
    }
  }

  async #runIn(kept: Kept, statement: Statement, tag: string, signal: AbortSignal): Promise<Result> {
    let clean = false;
    try {
      await this.#prepare(kept, statement, tag);
      signal.throwIfAborted();
      const result = await kept.session.queryAsync(statement.sql, { format: statement.format });
      clean = true;
      return {
        bytes: result.bytes(),
        rowsRead: result.rowsRead,
        bytesRead: result.bytesRead,
        elapsedSeconds: result.elapsed,
      };
    } finally {
      await this.#giveBack(kept, statement, clean);
    }
  }

  async #prepare(kept: Kept, statement: Statement, tag: string): Promise<void> {
    if (kept.database !== statement.database) {
      await kept.session.queryAsync(`USE ${quotedName(statement.database)}`);
      kept.database = statement.database;
    }
    const { readonly, ...others } = Object.fromEntries(statement.settings);
    const assignments = [['log_comment', tag], ...Object.entries(others)];
    for (const [name, value] of statement.parameters) assignments.push([`param_${name}`, value]);
    // Afterwards nothing can be set any more.
    if (readonly !== undefined) assignments.push(['readonly', readonly]);
    await kept.session.queryAsync(
      `SET ${assignments.map(([name, value]) => `${name} = ${quotedText(value ?? '')}`).join(', ')}`,
    );
  }

  async #giveBack(kept: Kept, statement: Statement, clean: boolean): Promise<void> {
    const forgettable =
      clean && !statement.settings.has('readonly') && /^\s*(select|with|insert)\b/i.test(statement.sql);
    const names = [...statement.settings.keys()];
    try {
      if (forgettable && names.length > 0)
        await kept.session.queryAsync(`SET ${names.map((name) => `${name} = DEFAULT`).join(', ')}`);
    } catch {
      kept.session.close();
      return;
    }
    if (!forgettable) {
      kept.session.close();
      return;
    }
    this.#idle.push(kept);
    if (this.#idle.length > IDLE_SESSIONS) this.#idle.shift()?.session.close();
  }

  #take(statement: Statement): Kept {
    const parameterNames = [...statement.parameters.keys()].sort().join();
    const at = this.#idle.findLastIndex((kept) => kept.parameterNames === parameterNames);
    const kept = at >= 0 ? this.#idle.splice(at, 1)[0] : undefined;
    return kept ?? { session: new Session(this.#folder), parameterNames, database: 'default' };
  }

  #turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#running < PARALLEL_STATEMENTS) {
      this.#running++;
      return Promise.resolve();
    }
    if (this.#waiting.length >= WAITING_STATEMENTS)
      throw new ClickHouseFailure(
        202,
        'TOO_MANY_SIMULTANEOUS_QUERIES',
        `${WAITING_STATEMENTS} statements wait already`,
      );
    return new Promise((done, fail) => {
      const place = {
        signal,
        start: () => {
          signal.removeEventListener('abort', leave);
          this.#running++;
          done();
        },
      };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(place), 1);
        fail(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(place);
    });
  }

  /** ASYNC, because SYNC waits for ever. The tag stands in for a query id, which chDB does not take. */
  async #cancel(tag: string): Promise<void> {
    await this.#control
      .queryAsync(`KILL QUERY WHERE Settings['log_comment'] = ${quotedText(tag)} ASYNC`)
      .catch((error: unknown) => console.error('a statement could not be cancelled:', error));
  }
}

function quotedText(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function quotedName(value: string): string {
  return `\`${value.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}
