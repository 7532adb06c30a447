import { destructionIn } from '../../commands/destroys.ts';
import type { Rule } from '../rule.ts';

const F = '```';

/** Looking first, saving first, or asking first. */
const CHECKS =
  /\b(?:get|show|list|ls|describe|status|plan|diff|history|--dry-run\S*|--what-if|what-if|select|count|confirm|read\s+-p|verify|check|test\s+-|\[\s)|\b(?:pg_dump\w*|mysqldump|mongodump|(?<![</-])backups?(?![\w-]*[/>])|snapshots?|dump|(?<!s3 )cp\s|tar\s)/i;

export const destructiveCommand: Rule = {
  id: 'destructive-command',
  severity: 'warning',
  finds: 'A command that destroys something, with no look at it before and no copy to go back to.',
  why: 'It is run in a hurry, at night, on whatever the terminal happens to point at.',
  failing: [
    {
      guide: `## Restore procedure\n\n${F}bash\nmongorestore --uri="$MONGO_URL" --drop /backups/latest\n${F}\n`,
      words: 'mongorestore --uri="$MONGO_URL" --drop',
    },
    { guide: `## Database rollback\n\n${F}bash\nnpm run migrate:down\n${F}\n`, words: 'migrate:down' },
  ],
  passing: [
    {
      guide: `## Restore procedure\n\n${F}bash\n# Keep what is there\nmongodump --uri="$MONGO_URL" --out=/backups/before\nmongorestore --uri="$MONGO_URL" --drop /backups/latest\n${F}\n`,
    },
    { guide: `## Tear down\n\n${F}bash\nterraform plan -destroy -out=tear-down\nterraform apply tear-down\n${F}\n` },
  ],
  *find(guide) {
    for (const block of guide.blocks) {
      for (const [n, { line, endLine, text }] of block.commands.entries()) {
        const destruction = destructionIn(text);
        if (destruction === null || destruction.how === 'named') continue;
        const { words, does } = destruction;
        // Steps before it, in this block and in the others of the same runbook.
        const steps = guide.stepsAround(block.line);
        const before = [
          ...guide.blocks
            .filter((other) => steps !== null && other.line >= steps.line && other.endLine < block.line)
            .flatMap((other) => other.commands),
          ...block.commands.slice(0, n),
        ];
        if (before.some((command) => CHECKS.test(command.text))) continue;
        yield {
          place: guide.place({ line, endLine }, words),
          message: `“${words}” ${does}; nothing before it looks at what is there or keeps a copy.`,
          understood: `${before.length === 0 ? 'It is the first command' : `${before.length} ${before.length === 1 ? 'command comes' : 'commands come'} before it`} of “${steps?.title ?? block.title}”, ${before.length === 0 ? 'with none before it' : 'none of which checks or saves'}.`,
          wayOut: 'Put a command before it that shows or saves what will be lost, and say after it how to come back.',
        };
      }
    }
  },
};
