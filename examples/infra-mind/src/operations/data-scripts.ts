import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db, Document } from 'mongodb';
import type { Assessment } from '../assessment.ts';
import { dump, inWords, readDump, restore } from './dump.ts';
import { onVolume, type Surroundings, ToolFailure, withDatabase } from './surroundings.ts';

/** The release's scripts that work on the data. Each throws a ToolFailure with one sentence where something is wrong. */
export type Script = (options: Record<string, string>, surroundings: Surroundings) => Promise<void>;

const backupFolder = '/backups';
const stuckAfterMinutes = 2;
const dayMs = 86_400_000;

const backupRestore: Script = async (options, { mongoUrl, now, say }) => {
  if (options.restore !== undefined) {
    const id = options['backup-id'];
    if (!id || !/^[\w-]+$/.test(id)) throw new ToolFailure('Say which backup: --backup-id=ID.');
    const work = (database: Db) => restore(database, onVolume(`${backupFolder}/${id}`), true);
    return say(`restored ${inWords(await withDatabase(mongoUrl, work))}`);
  }
  const id = new Date(now()).toISOString().replace(/\D/g, '').slice(0, 14);
  const work = (database: Db) => dump(database, onVolume(`${backupFolder}/${id}`));
  say(`backup ${id}: ${inWords(await withDatabase(mongoUrl, work))}`);
};

const migrate: Script = async (options, { mongoUrl, say }) => {
  if (options.environment !== 'production') throw new ToolFailure('This system has --environment=production only.');
  await withDatabase(mongoUrl, async (database) => {
    const assessments = database.collection('assessments');
    const names = await assessments.createIndexes([
      { key: { user_id: 1, created_at: -1 } },
      { key: { status: 1, updated_at: -1 } },
    ]);
    const { modifiedCount } = await assessments.updateMany(
      { failure: { $exists: false } },
      { $set: { failure: null } },
    );
    say(`indexes ${names.join(', ')}; ${modifiedCount} documents migrated`);
  });
};

const validate: Script = async (_options, { mongoUrl, say }) => {
  const problems = await withDatabase(mongoUrl, async (database) => {
    const assessments = database.collection<Assessment>('assessments');
    return [
      ['without a user', await assessments.countDocuments({ user_id: { $exists: false } as never })],
      [
        'in an unknown state',
        await assessments.countDocuments({ status: { $nin: ['processing', 'completed', 'failed'] } }),
      ],
      ['completed without a report', await assessments.countDocuments({ status: 'completed', report: null })],
      ['failed without a reason', await assessments.countDocuments({ status: 'failed', failure: null })],
    ] as const;
  });
  for (const [what, count] of problems) say(`assessments ${what}: ${count}`);
  if (problems.some(([, count]) => count > 0)) throw new ToolFailure('The data are not sound.');
  say('the data are sound');
};

const verifyBackup: Script = async (options, { say }) => {
  const path = options['backup-path'];
  if (!path) throw new ToolFailure('Say which backup: --backup-path=FOLDER.');
  const collections = await readDump(onVolume(path));
  say(`${path} is readable: ${inWords(countsOf(collections))}`);
};

const verifyBackups: Script = async (_options, { now, say }) => {
  const ids = (await readdir(onVolume(backupFolder)).catch(() => [])).filter((id) => /^\d{8}/.test(id)).sort();
  const latest = ids.at(-1);
  if (!latest) throw new ToolFailure('There is no backup yet.');
  const taken = Date.UTC(Number(latest.slice(0, 4)), Number(latest.slice(4, 6)) - 1, Number(latest.slice(6, 8)));
  const days = Math.floor((now() - taken) / dayMs);
  say(
    `latest of ${ids.length} backups: ${latest}, ${inWords(countsOf(await readDump(onVolume(join(backupFolder, latest)))))}`,
  );
  if (days > 1) throw new ToolFailure(`The latest backup is ${days} days old; one is due every day.`);
};

const testRestore: Script = async (_options, { mongoUrl, say }) => {
  const scratch = new URL(mongoUrl);
  scratch.pathname = '/infra_mind_restore_test';
  const folder = onVolume(`${backupFolder}/restore-test`);
  const saved = await withDatabase(mongoUrl, (database) => dump(database, folder));
  const restored = await withDatabase(scratch.href, async (database) => {
    const counts = await restore(database, join(folder, new URL(mongoUrl).pathname.slice(1)), true);
    await database.dropDatabase();
    return counts;
  });
  say(`saved ${inWords(saved)}; restored ${inWords(restored)}`);
  if (JSON.stringify(saved) !== JSON.stringify(restored))
    throw new ToolFailure('What came back is not what was saved.');
};

const agentState: Script = async (_options, { mongoUrl, now, say }) => {
  const groups = await withDatabase(mongoUrl, (database) =>
    database
      .collection('assessments')
      .aggregate([{ $group: { _id: '$status', n: { $sum: 1 } } }])
      .toArray(),
  );
  for (const { _id, n } of groups) say(`${_id}: ${n}`);
  const stuck = await withDatabase(mongoUrl, (database) =>
    database.collection<Document>('assessments').countDocuments(stuckFilter(now(), stuckAfterMinutes)),
  );
  say(`processing for more than ${stuckAfterMinutes} minutes: ${stuck}`);
};

const clearStuck: Script = async (options, { mongoUrl, now, say }) => {
  const minutes = Number(options.minutes ?? stuckAfterMinutes);
  const change = { status: 'failed', failure: 'cleared as stuck', updated_at: new Date(now()) };
  const { modifiedCount } = await withDatabase(mongoUrl, (database) =>
    database.collection<Document>('assessments').updateMany(stuckFilter(now(), minutes), { $set: change }),
  );
  say(`${modifiedCount} stuck assessments cleared`);
};

const cleanUp: Script = async (options, { mongoUrl, now, say }) => {
  const days = Number(options.days);
  if (!(days > 0)) throw new ToolFailure('Say how old is old: --days=90.');
  const { deletedCount } = await withDatabase(mongoUrl, (database) =>
    database.collection('assessments').deleteMany({ created_at: { $lt: new Date(now() - days * dayMs) } }),
  );
  say(`${deletedCount} assessments older than ${days} days removed`);
};

export const dataScripts: Record<string, Script> = {
  backup_restore: backupRestore,
  migrate_data: migrate,
  validate_data: validate,
  verify_data_integrity: validate,
  verify_backup: verifyBackup,
  verify_backups: verifyBackups,
  test_backup_restore: testRestore,
  check_agent_state: agentState,
  clear_stuck_workflows: clearStuck,
  cleanup_old_data: cleanUp,
};

function stuckFilter(now: number, minutes: number): Document {
  return { status: 'processing', updated_at: { $lt: new Date(now - minutes * 60_000) } };
}

function countsOf(collections: { name: string; documents: unknown[] }[]): Record<string, number> {
  return Object.fromEntries(collections.map(({ name, documents }) => [name, documents.length]));
}
