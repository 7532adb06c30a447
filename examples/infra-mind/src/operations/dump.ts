import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { BSON, type Db, type Document } from 'mongodb';
import { ToolFailure } from './surroundings.ts';

/**
 * Backups in the layout of MongoDB's own tools: FOLDER/DATABASE/COLLECTION.bson, documents one after the other, and
 * COLLECTION.metadata.json with the indexes.
 */
export async function dump(database: Db, folder: string): Promise<Record<string, number>> {
  const target = join(folder, database.databaseName);
  await mkdir(target, { recursive: true, mode: 0o700 });
  const counts: Record<string, number> = {};
  for (const { name } of await database.listCollections({}, { nameOnly: true }).toArray()) {
    const documents = await database.collection(name).find().toArray();
    await writeFile(join(target, `${name}.bson`), Buffer.concat(documents.map((document) => BSON.serialize(document))));
    const metadata = { indexes: await database.collection(name).indexes(), collectionName: name, type: 'collection' };
    await writeFile(join(target, `${name}.metadata.json`), JSON.stringify(metadata));
    counts[name] = documents.length;
  }
  return counts;
}

/** Puts a backup back; `drop` empties each collection first. Throws a ToolFailure for a folder that holds none. */
export async function restore(database: Db, folder: string, drop: boolean): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { name, documents, indexes } of await readDump(folder)) {
    const collection = database.collection(name);
    if (drop) await collection.deleteMany({});
    for (const index of indexes.filter((one) => one.name !== '_id_')) {
      await collection.createIndex(index.key, { name: String(index.name) });
    }
    if (documents.length > 0) await collection.insertMany(documents);
    counts[name] = documents.length;
  }
  return counts;
}

export interface DumpedCollection {
  name: string;
  documents: Document[];
  indexes: Document[];
}

/** Reads every document of a backup, so that one which cannot be read is found now and not at three in the morning. */
export async function readDump(folder: string): Promise<DumpedCollection[]> {
  const files = await readdir(folder, { recursive: true }).catch(() => []);
  const data = files.filter((file) => file.endsWith('.bson'));
  if (data.length === 0) throw new ToolFailure(`There is no backup in ${folder}.`);
  return Promise.all(
    data.map(async (file) => {
      const path = join(folder, file);
      const metadata = JSON.parse(await readFile(path.replace(/\.bson$/, '.metadata.json'), 'utf8')) as Document;
      return {
        name: basename(file, '.bson'),
        documents: documentsIn(await readFile(path), path),
        indexes: metadata.indexes,
      };
    }),
  );
}

function documentsIn(bytes: Buffer, path: string): Document[] {
  const documents: Document[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + (bytes.length - at < 4 ? Number.POSITIVE_INFINITY : bytes.readInt32LE(at));
    if (end > bytes.length || end <= at) throw new ToolFailure(`${path} is damaged at byte ${at}.`);
    documents.push(BSON.deserialize(bytes.subarray(at, end)));
    at = end;
  }
  return documents;
}

export function inWords(counts: Record<string, number>): string {
  const parts = Object.entries(counts).map(([name, count]) => `${name}: ${count} documents`);
  return parts.length === 0 ? 'no collections' : parts.join(', ');
}
