import type { Document } from 'mongodb';
import type { Collections } from './collections.ts';
import type { Outcome } from './commands.ts';
import type { Cursors } from './cursors.ts';
import type { Change } from './journal.ts';
import { longestMessageBytes } from './wire-message.ts';

/** What the server knows of itself. */
export interface ServerState {
  port: number;
  now: () => number;
  startedAt: number;
  connections: () => { current: number; totalCreated: number };
  operations: Record<string, number>;
  /** Newest last. */
  recentLog: readonly string[];
}

/** The commands that are about the server, its databases and indexes rather than about documents. */
export function administration(collections: Collections, state: ServerState, cursors: Cursors) {
  const answer = (reply: Document, changes: Change[] = []): Outcome => ({ reply: { ...reply, ok: 1 }, changes });
  const target = (command: Document, name: string) => `${String(command.$db)}.${String(command[name])}`;
  const uptime = () => Math.round((state.now() - state.startedAt) / 1_000);
  const profiling = { was: 0, slowms: 100 };

  const hello = () =>
    answer({
      isWritablePrimary: true,
      ismaster: true,
      helloOk: true,
      maxBsonObjectSize: 16_777_216,
      maxMessageSizeBytes: longestMessageBytes,
      maxWriteBatchSize: 100_000,
      localTime: new Date(state.now()),
      logicalSessionTimeoutMinutes: 30,
      minWireVersion: 0,
      maxWireVersion: 21,
      readOnly: false,
    });
  const createIndexes = (command: Document, name: string): Outcome => {
    const namespace = target(command, name);
    const collection = collections.openOrCreate(namespace);
    const before = collection.indexes.size;
    const changes = (command.indexes as Document[]).map((index): Change => {
      // A unique index that is not enforced would be a lie.
      if (index.unique === true) throw new RangeError('unique indexes are not served here');
      return { kind: 'index', namespace, index: { v: 2, ...index } };
    });
    for (const change of changes) collection.apply(change);
    return answer({ numIndexesBefore: before, numIndexesAfter: collection.indexes.size }, changes);
  };
  const dropAll = (namespaces: string[]) => namespaces.flatMap((namespace) => collections.drop(namespace));

  return {
    hello,
    isMaster: hello,
    ismaster: hello,
    ping: () => answer({}),
    endSessions: () => answer({}),
    buildInfo: () =>
      answer({ version: '7.0.0', gitVersion: 'local stand-in', modules: [], maxBsonObjectSize: 16_777_216 }),
    serverStatus: () =>
      answer({
        host: `127.0.0.1:${state.port}`,
        process: 'document-server',
        version: '7.0.0',
        uptime: uptime(),
        localTime: new Date(state.now()),
        connections: { ...state.connections(), available: 1_000 },
        opcounters: { ...state.operations },
        metrics: { cursor: { open: { total: cursors.size } } },
        mem: { resident: Math.round(process.memoryUsage.rss() / 1_048_576) },
      }),
    replSetGetStatus: () =>
      answer({
        set: 'local',
        myState: 1,
        members: [
          { _id: 0, name: `127.0.0.1:${state.port}`, health: 1, state: 1, stateStr: 'PRIMARY', uptime: uptime() },
        ],
      }),
    getLog: () => answer({ totalLinesWritten: state.recentLog.length, log: [...state.recentLog] }),
    currentOp: () => answer({ inprog: [] }),
    profile(command: Document) {
      const before = { ...profiling };
      if (Number(command.profile) >= 0) profiling.was = Number(command.profile);
      if (command.slowms !== undefined) profiling.slowms = Number(command.slowms);
      return answer(before);
    },
    compact: () => answer({ bytesFreed: 0 }),
    reIndex(command: Document, name: string) {
      const { size } = collections.get(target(command, name)).indexes;
      return answer({ nIndexesWas: size, nIndexes: size });
    },
    createIndexes,
    dropIndexes(command: Document, name: string) {
      const namespace = target(command, name);
      const collection = collections.openOrCreate(namespace);
      const names = [...collection.indexes.keys()].filter((index) => index !== '_id_');
      const chosen = command.index === '*' ? names : names.filter((index) => index === command.index);
      const changes = chosen.map((index): Change => ({ kind: 'unindex', namespace, name: index }));
      for (const change of changes) collection.apply(change);
      return answer({ nIndexesWas: names.length + 1 }, changes);
    },
    listIndexes(command: Document, name: string) {
      const namespace = target(command, name);
      return answer({ cursor: cursors.open(namespace, [...collections.get(namespace).indexes.values()]) });
    },
    create: (command: Document, name: string) => {
      collections.openOrCreate(target(command, name));
      return answer({});
    },
    drop: (command: Document, name: string) => answer({}, dropAll([target(command, name)])),
    dropDatabase: (command: Document) => answer({}, dropAll(collections.namespaces(String(command.$db)))),
    listCollections(command: Document) {
      const found = collections.namespaces(String(command.$db)).map((namespace) => ({
        name: namespace.slice(namespace.indexOf('.') + 1),
        type: 'collection',
        options: {},
        info: { readOnly: false },
      }));
      return answer({ cursor: cursors.open(`${String(command.$db)}.$cmd.listCollections`, found) });
    },
    listDatabases() {
      const names = new Set(collections.namespaces().map((namespace) => namespace.split('.', 1)[0]));
      return answer({ databases: [...names].map((name) => ({ name, sizeOnDisk: 0, empty: false })), totalSize: 0 });
    },
    dbStats(command: Document) {
      const namespaces = collections.namespaces(String(command.$db));
      const objects = namespaces.reduce((sum, namespace) => sum + collections.get(namespace).size, 0);
      return answer({ db: command.$db, collections: namespaces.length, objects });
    },
  };
}
