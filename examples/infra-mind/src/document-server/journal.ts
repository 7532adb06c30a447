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
  #flushing: Promise<void> | null = null;
  #next: Promise<void> | null = null;

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
    if (!this.#flushing) return this.#flush();
    // A failed sync belongs to those who waited for it; the next one is tried all the same.
    this.#next ??= this.#flushing.catch(() => undefined).then(() => this.#flush());
    return this.#next;
  }

  /** Replaces the file by one that holds only what `snapshot` tells. */
  async compact(snapshot: () => Iterable<Change>): Promise<void> {
    while (this.#flushing || this.#next) await (this.#next ?? this.#flushing);
    const changes = [...snapshot()].map((change) => Buffer.from(BSON.serialize(change, { ignoreUndefined: true })));
    const work = this.#replace(Buffer.concat(changes)).finally(() => {
      this.#flushing = null;
    });
    this.#flushing = work;
    await work;
  }

  async close(): Promise<void> {
    while (this.#flushing || this.#next) await (this.#next ?? this.#flushing);
    await this.#file.close();
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

  #flush(): Promise<void> {
    const bytes = Buffer.concat(this.#pending);
    this.#pending = [];
    this.#next = null;
    const work = this.#append(bytes).finally(() => {
      this.#flushing = null;
    });
    this.#flushing = work;
    return work;
  }

  async #append(bytes: Buffer): Promise<void> {
    await this.#file.writeFile(bytes);
    await this.#file.datasync();
  }
}

function journalPath(folder: string): string {
  return join(folder, 'documents.journal');
}
