import { type FileHandle, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { BSON, type Document } from 'mongodb';

/**
 * What makes the documents survive: a file of BSON records, each a change, appended and synced before the change is
 * acknowledged. Changes that arrive while one sync runs share the next. A record cut short by a crash was never
 * acknowledged: it is dropped when the file is opened again.
 */
export type Change =
  | { kind: 'put'; namespace: string; document: Document }
  | { kind: 'remove'; namespace: string; id: unknown }
  | { kind: 'index'; namespace: string; index: Document }
  | { kind: 'unindex'; namespace: string; name: string }
  | { kind: 'drop'; namespace: string };

export class Journal {
  readonly #folder: string;
  #file: FileHandle;
  #pending: Buffer[] = [];
  #nextAppend: Promise<void> | null = null;
  #lastTurn: Promise<void> = Promise.resolve();

  private constructor(folder: string, file: FileHandle) {
    this.#folder = folder;
    this.#file = file;
  }

  /** Gives every kept change to `apply`, then writes the file anew from `snapshot`, which is shorter. */
  static async open(
    folder: string,
    apply: (change: Change) => void,
    snapshot: () => Iterable<Change>,
  ): Promise<Journal> {
    const path = journalPath(folder);
    const file = await open(path, 'a+', 0o600);
    const kept = await file.readFile();
    for (let at = 0; at + 4 <= kept.length; ) {
      const end = at + kept.readInt32LE(at);
      if (end > kept.length || end - at < 5) break;
      apply(BSON.deserialize(kept.subarray(at, end)) as Change);
      at = end;
    }
    const journal = new Journal(folder, file);
    await journal.compact(snapshot);
    return journal;
  }

  /** Resolves when the changes are on the disk. */
  write(changes: Change[]): Promise<void> {
    if (changes.length === 0) return Promise.resolve();
    for (const change of changes) this.#pending.push(Buffer.from(BSON.serialize(change, { ignoreUndefined: true })));
    this.#nextAppend ??= this.#inTurn(() => {
      const bytes = Buffer.concat(this.#pending);
      this.#pending = [];
      this.#nextAppend = null;
      return this.#append(bytes);
    });
    return this.#nextAppend;
  }

  /** Replaces the file by one that holds only what `snapshot` tells. What is still to be appended may then stand twice. */
  compact(snapshot: () => Iterable<Change>): Promise<void> {
    return this.#inTurn(() => {
      const changes = [...snapshot()].map((change) => Buffer.from(BSON.serialize(change, { ignoreUndefined: true })));
      return this.#replace(Buffer.concat(changes));
    });
  }

  async close(): Promise<void> {
    await this.#lastTurn;
    await this.#file.close();
  }

  /** One after the other; a turn that failed belongs to those who waited for it, and the next is taken all the same. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#lastTurn.then(work);
    this.#lastTurn = turn.catch(() => undefined);
    return turn;
  }

  async #replace(content: Buffer): Promise<void> {
    const path = journalPath(this.#folder);
    const fresh = await open(`${path}.new`, 'w', 0o600);
    await fresh.writeFile(content);
    await fresh.sync();
    await rename(`${path}.new`, path);
    await this.#file.close();
    this.#file = fresh;
  }

  async #append(bytes: Buffer): Promise<void> {
    await this.#file.writeFile(bytes);
    await this.#file.datasync();
  }
}

function journalPath(folder: string): string {
  return join(folder, 'documents.journal');
}
