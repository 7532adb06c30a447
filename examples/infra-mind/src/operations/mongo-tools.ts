import { parseArgs } from 'node:util';
import { createContext, Script } from 'node:vm';
import { BSON, type Db, type Document } from 'mongodb';
import { dump, inWords, restore } from './dump.ts';
import { onVolume, type Surroundings, ToolFailure, withDatabase } from './surroundings.ts';

/** Stand-ins for MongoDB's command-line tools, on the official driver: they work on any MongoDB. */
export async function mongodump(args: string[], { say, mongoUrl }: Surroundings): Promise<void> {
  const { values } = parseArgs({ args, options: { uri: { type: 'string' }, out: { type: 'string' } } });
  if (!values.out) throw new ToolFailure('mongodump needs --out=FOLDER.');
  const folder = onVolume(values.out);
  say(`${inWords(await withDatabase(values.uri ?? mongoUrl, (database) => dump(database, folder)))} → ${values.out}`);
}

export async function mongorestore(args: string[], { say, mongoUrl }: Surroundings): Promise<void> {
  const options = { uri: { type: 'string' }, drop: { type: 'boolean', default: false } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [folder] = positionals;
  if (!folder) throw new ToolFailure('mongorestore needs the folder of a backup.');
  const work = (database: Db) => restore(database, onVolume(folder), values.drop);
  say(`restored ${inWords(await withDatabase(values.uri ?? mongoUrl, work))}`);
}

/** `mongosh [URL] --eval EXPRESSION`: one expression over `db`, `rs` and `use`-less collections. */
export async function mongosh(args: string[], { say, mongoUrl }: Surroundings): Promise<void> {
  const options = { eval: { type: 'string' }, quiet: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const expression = values.eval;
  if (!expression) throw new ToolFailure('This stand-in for mongosh evaluates one expression: give --eval.');
  await withDatabase(positionals[0] ?? mongoUrl, async (database) => {
    const result: unknown = await new Script(expression, { filename: 'eval' }).runInContext(
      createContext({ db: shellDatabase(database), rs: replicaSet(database) }),
      { timeout: 10_000 },
    );
    say(BSON.EJSON.stringify(await settled(result), undefined, 2, { relaxed: true }));
  });
}

function shellDatabase(database: Db): object {
  const shell = {
    runCommand: (command: Document) => database.command(command),
    adminCommand: (command: Document) => database.admin().command(command),
    setProfilingLevel: (level: number, options: Document = {}) => database.command({ profile: level, ...options }),
    getCollectionNames: async () => (await database.listCollections().toArray()).map(({ name }) => name),
    serverStatus: () => database.command({ serverStatus: 1 }),
    stats: () => database.stats(),
    dropDatabase: () => database.dropDatabase(),
  };
  return new Proxy(shell, {
    get: (target, name) =>
      name in target ? target[name as keyof typeof target] : collectionOf(database, String(name)),
  });
}

/** The driver's collection, and what only the shell's has. */
function collectionOf(database: Db, name: string): object {
  const collection = database.collection(name);
  const shell = { reIndex: () => database.command({ reIndex: name }) };
  return new Proxy(collection, {
    get(target, method) {
      if (method === 'reIndex') return shell.reIndex;
      const value: unknown = Reflect.get(target, method);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function replicaSet(database: Db): object {
  return { status: () => database.admin().command({ replSetGetStatus: 1 }) };
}

/** A cursor prints what it finds, at most twenty documents as in the shell. */
async function settled(result: unknown): Promise<unknown> {
  if (typeof result !== 'object' || result === null || !('toArray' in result)) return result;
  return (await (result as { toArray: () => Promise<unknown[]> }).toArray()).slice(0, 20);
}
