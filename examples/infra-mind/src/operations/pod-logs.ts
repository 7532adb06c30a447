import { lookVerbs } from '../../../host/src/kubectl/look.ts';
import type { KubectlVerb } from '../../../host/src/kubectl/verb.ts';
import { surroundingsFrom, withDatabase } from './surroundings.ts';

/** `kubectl logs`, which for MongoDB's pod also asks the server for its latest lines, as long as it answers. */
export const logs: KubectlVerb = async (call) => {
  const said = await lookVerbs.logs?.(call);
  if (!/^(?:pods?\/)?mongodb-0$/.test(call.targets[0] ?? '')) return said;
  const { mongoUrl } = surroundingsFrom(process.env);
  const answer = await withDatabase(mongoUrl, (database) => database.admin().command({ getLog: 'global' })).catch(
    (error: unknown) => ({ log: [`no connection: ${error instanceof Error ? error.message : String(error)}`] }),
  );
  const lines = answer.log as string[];
  const tail = call.options.tail === undefined ? lines.length : Number(call.options.tail);
  return lines.slice(-tail).join('\n');
};
