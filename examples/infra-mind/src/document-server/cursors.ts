import { type Document, Long } from 'mongodb';

/** Results too long for one answer, until they are asked for. At most this many wait; then the oldest is dropped. */
const mostCursors = 1_000;
const firstBatch = 101;
const laterBatch = 1_000;

export class Cursors {
  readonly #waiting = new Map<number, { namespace: string; documents: Document[] }>();
  #lastId = 0;

  /** `batchSize` null: everything in one batch. */
  open(namespace: string, documents: Document[], batchSize?: number | null): Document {
    const size = batchSize === null ? documents.length : Number(batchSize ?? firstBatch);
    const rest = documents.slice(size);
    if (rest.length === 0) return { id: Long.ZERO, ns: namespace, firstBatch: documents };
    this.#lastId += 1;
    this.#waiting.set(this.#lastId, { namespace, documents: rest });
    const oldest = this.#waiting.keys().next().value;
    if (this.#waiting.size > mostCursors && oldest !== undefined) this.#waiting.delete(oldest);
    return { id: Long.fromNumber(this.#lastId), ns: namespace, firstBatch: documents.slice(0, size) };
  }

  /** Throws a RangeError for a cursor that is gone. */
  more(id: unknown, batchSize?: unknown): Document {
    const key = Number(id);
    const waiting = this.#waiting.get(key);
    if (!waiting) throw new RangeError(`cursor id ${key} not found`);
    const nextBatch = waiting.documents.splice(0, Number(batchSize ?? laterBatch) || laterBatch);
    const done = waiting.documents.length === 0;
    if (done) this.#waiting.delete(key);
    return { id: done ? Long.ZERO : Long.fromNumber(key), ns: waiting.namespace, nextBatch };
  }

  close(id: unknown): boolean {
    return this.#waiting.delete(Number(id));
  }

  get size(): number {
    return this.#waiting.size;
  }
}
