import { Query, update } from 'mingo';
import type { Modifier } from 'mingo/updater';
import { BSON, type Document, ObjectId } from 'mongodb';
import type { Change } from './journal.ts';

/** The documents themselves, in memory, by "database.collection". Every change is returned so that it can be kept. */
export class Collections {
  readonly #byNamespace = new Map<string, Collection>();

  get(namespace: string): Collection {
    return this.#byNamespace.get(namespace) ?? empty;
  }

  openOrCreate(namespace: string): Collection {
    let collection = this.#byNamespace.get(namespace);
    if (!collection) {
      collection = new Collection(namespace);
      this.#byNamespace.set(namespace, collection);
    }
    return collection;
  }

  drop(namespace: string): Change[] {
    return this.#byNamespace.delete(namespace) ? [{ kind: 'drop', namespace }] : [];
  }

  namespaces(database?: string): string[] {
    const all = [...this.#byNamespace.keys()].sort();
    return database === undefined ? all : all.filter((namespace) => namespace.startsWith(`${database}.`));
  }

  apply(change: Change): void {
    if (change.kind === 'drop') this.#byNamespace.delete(change.namespace);
    else this.openOrCreate(change.namespace).apply(change);
  }

  *snapshot(): Iterable<Change> {
    for (const [namespace, collection] of this.#byNamespace) {
      for (const index of collection.indexes.values()) yield { kind: 'index', namespace, index };
      for (const document of collection.all()) yield { kind: 'put', namespace, document };
    }
  }
}

export class Collection {
  readonly namespace: string;
  readonly indexes = new Map<string, Document>([['_id_', { v: 2, key: { _id: 1 }, name: '_id_' }]]);
  readonly #documents = new Map<string, Document>();

  constructor(namespace: string) {
    this.namespace = namespace;
  }

  get size(): number {
    return this.#documents.size;
  }

  all(): IterableIterator<Document> {
    return this.#documents.values();
  }

  /** Documents that match a filter; the one with a given `_id` is found without looking at the others. */
  matching(filter: Document): Document[] {
    const id: unknown = filter._id;
    const candidates = isPlainValue(id) ? [this.#documents.get(keyOf(id))].filter((d) => d !== undefined) : this.all();
    const query = new Query(filter);
    return [...candidates].filter((document) => query.test(document));
  }

  /** Null when the `_id` is taken. */
  insert(document: Document): Change[] | null {
    const whole = '_id' in document ? document : { _id: new ObjectId(), ...document };
    if (this.#documents.has(keyOf(whole._id))) return null;
    return [this.#put(whole)];
  }

  /** Throws for an update that MongoDB's language does not allow. */
  update(current: Document, modifier: Document, arrayFilters: Document[] = []): Change[] {
    if (!isOperatorUpdate(modifier)) return [this.#put({ ...modifier, _id: current._id })];
    const changed = BSON.deserialize(BSON.serialize(current));
    const { $setOnInsert: _onlyOnInsert, ...operators } = modifier;
    const touched = update(changed, operators as Modifier<Document>, arrayFilters, {}, { cloneMode: 'deep' });
    return touched.length === 0 ? [] : [this.#put(changed)];
  }

  remove(document: Document): Change[] {
    this.#documents.delete(keyOf(document._id));
    return [{ kind: 'remove', namespace: this.namespace, id: document._id }];
  }

  apply(change: Change): void {
    if (change.kind === 'put') this.#documents.set(keyOf(change.document._id), change.document);
    else if (change.kind === 'remove') this.#documents.delete(keyOf(change.id));
    else if (change.kind === 'index') this.indexes.set(String(change.index.name), change.index);
    else if (change.kind === 'unindex') this.indexes.delete(change.name);
  }

  #put(document: Document): Change {
    this.#documents.set(keyOf(document._id), document);
    return { kind: 'put', namespace: this.namespace, document };
  }
}

const empty: Collection = new Collection('');

/** The document that an upsert begins with: the filter's equalities, then `$setOnInsert`. */
export function seedOf(filter: Document, modifier: Document): Document {
  const equalities = Object.entries(filter).filter(([name, value]) => !name.startsWith('$') && isPlainValue(value));
  return { ...Object.fromEntries(equalities), ...(modifier.$setOnInsert as Document | undefined) };
}

function isOperatorUpdate(modifier: Document): boolean {
  return Object.keys(modifier).some((name) => name.startsWith('$'));
}

function isPlainValue(value: unknown): boolean {
  if (value === undefined || value instanceof RegExp) return false;
  if (value === null || typeof value !== 'object' || value instanceof ObjectId || value instanceof Date) return true;
  return !Object.keys(value).some((name) => name.startsWith('$'));
}

function keyOf(id: unknown): string {
  return BSON.EJSON.stringify({ id }, { relaxed: true });
}
