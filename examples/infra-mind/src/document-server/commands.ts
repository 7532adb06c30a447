import { aggregate, Query } from 'mingo';
import type { Document } from 'mongodb';
import { administration, type ServerState } from './administration.ts';
import { type Collection, type Collections, seedOf } from './collections.ts';
import { Cursors } from './cursors.ts';
import type { Change } from './journal.ts';

/** What a command answers, and the changes that must be on the disk before it does. */
export interface Outcome {
  reply: Document;
  changes: Change[];
}

type Command = (command: Document, name: string) => Outcome;

export function commandsOf(collections: Collections, state: ServerState): (command: Document) => Outcome {
  const cursors = new Cursors();
  const target = (command: Document, name: string) => `${String(command.$db)}.${String(command[name])}`;
  const read = (reply: Document): Outcome => ({ reply: { ...reply, ok: 1 }, changes: [] });
  const write = (reply: Document, changes: Change[]): Outcome => ({ reply: { ...reply, ok: 1 }, changes });

  const commands: Record<string, Command> = {
    ...administration(collections, state, cursors),
    insert(command, name) {
      const collection = collections.openOrCreate(target(command, name));
      const changes: Change[] = [];
      const writeErrors: Document[] = [];
      for (const [index, document] of listOf(command.documents).entries()) {
        const inserted = collection.insert(document);
        if (inserted) changes.push(...inserted);
        else writeErrors.push({ index, code: 11_000, errmsg: `duplicate key: _id ${String(document._id)}` });
        if (!inserted && command.ordered !== false) break;
      }
      return write({ n: changes.length, ...(writeErrors.length > 0 && { writeErrors }) }, changes);
    },
    find(command, name) {
      const namespace = target(command, name);
      const found = ordered(collections.get(namespace), command);
      return read({ cursor: cursors.open(namespace, found, command.singleBatch === true ? null : command.batchSize) });
    },
    getMore: (command) => read({ cursor: cursors.more(command.getMore, command.batchSize) }),
    killCursors(command) {
      const cursorsKilled = listOf(command.cursors).filter((id) => cursors.close(id));
      return read({ cursorsKilled, cursorsNotFound: [], cursorsAlive: [], cursorsUnknown: [] });
    },
    update(command, name) {
      const collection = collections.openOrCreate(target(command, name));
      const totals = { n: 0, nModified: 0 };
      const upserted: Document[] = [];
      const changes: Change[] = [];
      for (const [index, one] of listOf(command.updates).entries()) {
        if (Array.isArray(one.u)) throw new RangeError('updates by an aggregation pipeline are not served here');
        const found = collection.matching(one.q);
        for (const document of one.multi === true ? found : found.slice(0, 1)) {
          const changed = collection.update(document, one.u, one.arrayFilters);
          totals.n += 1;
          totals.nModified += changed.length > 0 ? 1 : 0;
          changes.push(...changed);
        }
        if (found.length > 0 || one.upsert !== true) continue;
        const created = upsert(collection, one.q, one.u, one.arrayFilters);
        totals.n += 1;
        upserted.push({ index, _id: created.id });
        changes.push(...created.changes);
      }
      return write({ ...totals, ...(upserted.length > 0 && { upserted }) }, changes);
    },
    delete(command, name) {
      const collection = collections.get(target(command, name));
      const doomed = listOf(command.deletes).flatMap((one) => {
        const found = collection.matching(one.q);
        return one.limit === 1 ? found.slice(0, 1) : found;
      });
      return write(
        { n: doomed.length },
        doomed.flatMap((document) => collection.remove(document)),
      );
    },
    findAndModify(command, name) {
      const collection = collections.openOrCreate(target(command, name));
      const [current] = ordered(collection, { filter: command.query ?? {}, sort: command.sort, limit: 1 });
      if (command.remove === true) {
        return write({ value: current ?? null }, current ? collection.remove(current) : []);
      }
      if (!current && command.upsert !== true) return read({ value: null });
      const changes = current
        ? collection.update(current, command.update, command.arrayFilters)
        : upsert(collection, command.query ?? {}, command.update, command.arrayFilters).changes;
      const last = changes.at(-1);
      const after = last?.kind === 'put' ? last.document : current;
      return write({ value: (command.new === true ? after : current) ?? null }, changes);
    },
    count(command, name) {
      const found = ordered(collections.get(target(command, name)), { ...command, filter: command.query });
      return read({ n: found.length });
    },
    distinct(command, name) {
      const found = collections.get(target(command, name)).matching(command.query ?? {});
      const key = String(command.key);
      const values = aggregate(found, [{ $unwind: `$${key}` }, { $group: { _id: `$${key}` } }]);
      return read({ values: values.map((value) => value._id) });
    },
    aggregate(command, name) {
      const namespace = target(command, name);
      const lookUp = (other: string) => [...collections.get(`${String(command.$db)}.${other}`).all()];
      const source = [...collections.get(namespace).all()];
      const found = aggregate(source, listOf(command.pipeline), { collectionResolver: lookUp });
      return read({ cursor: cursors.open(namespace, found, command.cursor?.batchSize) });
    },
  };

  return (command) => {
    const name = Object.keys(command)[0] ?? '';
    const run = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!run) throw new UnknownCommand(`no such command: '${name}' (this is a small local server, not MongoDB)`);
    return run(command, name);
  };
}

class UnknownCommand extends Error {
  readonly code = 59;
}

function ordered(collection: Collection, command: Document): Document[] {
  const query = new Query((command.filter ?? {}) as Document);
  const candidates = collection.matching((command.filter ?? {}) as Document);
  let cursor = query.find<Document>(candidates, command.projection ?? {});
  if (command.sort) cursor = cursor.sort(command.sort);
  if (command.skip) cursor = cursor.skip(Number(command.skip));
  if (command.limit) cursor = cursor.limit(Math.abs(Number(command.limit)));
  return cursor.all();
}

function upsert(collection: Collection, filter: Document, modifier: Document, arrayFilters?: Document[]) {
  const created = collection.insert(seedOf(filter, modifier)) ?? [];
  const [first] = created;
  if (first?.kind !== 'put') throw new RangeError('duplicate key on upsert');
  const changed = collection.update(first.document, modifier, arrayFilters);
  return { id: first.document._id as unknown, changes: [...created, ...changed] };
}

function listOf(value: unknown): Document[] {
  return Array.isArray(value) ? (value as Document[]) : [];
}
