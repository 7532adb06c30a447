import { waitingOf } from '../../commands/interactive.ts';
import type { ShellCommand } from '../../commands/shell-commands.ts';
import type { Edit } from '../finding.ts';
import type { LintedGuide } from '../linted-guide.ts';
import type { Rule } from '../rule.ts';

const F = '```';

export const interactiveCommand: Rule = {
  id: 'interactive-command',
  severity: 'warning',
  finds: 'A command of a runbook or procedure that needs a terminal, asks something, or never ends.',
  why: 'Run by a machine, or over a connection that has no terminal, it fails or hangs, and the steps below it never happen.',
  fixes: 'takes -t out of an exec with a command of its own, and -f out of logs.',
  failing: [
    {
      guide: `## Runbooks\n\n### Slow responses\n\n**Diagnosis:**\n\n${F}bash\nkubectl exec -it db-0 -- df -h\n${F}\n`,
      words: 'kubectl exec -it',
      fixed: `## Runbooks\n\n### Slow responses\n\n**Diagnosis:**\n\n${F}bash\nkubectl exec db-0 -- df -h\n${F}\n`,
    },
    {
      guide: `## Runbooks\n\n### Slow responses\n\n**Diagnosis:**\n\n${F}bash\nkubectl logs -f deployment/api --tail=100\n${F}\n`,
      words: 'kubectl logs -f',
      fixed: `## Runbooks\n\n### Slow responses\n\n**Diagnosis:**\n\n${F}bash\nkubectl logs deployment/api --tail=100\n${F}\n`,
    },
    {
      guide: `## Backup procedure\n\n${F}bash\n# Save the database\nmysqldump -u backup -p shop > shop.sql\n${F}\n`,
      words: 'mysqldump -u backup -p',
    },
    {
      guide: `## Runbooks\n\n### Slow responses\n\n**Diagnosis:**\n\n${F}bash\npsql -h db -U app shop\n${F}\n`,
      words: 'psql -h db',
    },
    {
      guide: `## Rollback procedure\n\n${F}bash\nterraform apply -var-file=prod.tfvars\n${F}\n`,
      words: 'terraform apply',
    },
  ],
  passing: [
    {
      guide: `## Runbooks\n\n### Slow responses\n\n**Diagnosis:**\n\n${F}bash\nkubectl exec db-0 -- df -h\nkubectl logs deployment/api --tail=100\ntop -b -n 1\n${F}\n`,
    },
    {
      guide: `## Rollback\n\n${F}bash\npsql -h db -c 'SELECT 1'\ncat fix.sql | psql -h db\nterraform apply saved-plan\n${F}\n`,
    },
    { guide: `## Appendix\n\nUseful by hand:\n\n${F}bash\nkubectl logs -f deployment/api\n${F}\n` },
  ],
  *find(guide) {
    for (const block of guide.blocks) {
      const steps = guide.stepsAround(block.line);
      // A list of commands for people at a terminal is no procedure.
      if (steps === null || BY_HAND.test(steps.title)) continue;
      for (const command of block.commands) {
        const waiting = waitingOf(command);
        // A question is its author's check.
        if (waiting === null || /^read\b/.test(waiting.words)) continue;
        yield {
          place: guide.place(command, waiting.words),
          message: `“${waiting.words}” ${waiting.does}: it cannot run unattended.`,
          understood: `A command of “${steps.title}”${block.commands.at(-1) === command ? '' : ', with others after it'}.`,
          wayOut: waiting.wayOut,
          fix: withoutTerminal(guide, command),
        };
      }
    }
  },
};

const BY_HAND =
  /\b(?:useful|handy|quick|common) (?:\w+ )?commands\b|\bcheat ?sheet|\bby hand\b|\bcommand reference|\binteractive/i;

/** Only where what remains does the same and ends. */
function withoutTerminal(guide: LintedGuide, command: ShellCommand): readonly Edit[] {
  const { text } = command;
  if (/\s-p(?:\s|$)|--password(?:\s|$)/.test(text)) return [];
  if (
    /\bexec\s+(?:-it|-ti)\s/.test(text) &&
    /\s--\s+(?!(?:\/\S*\/)?(?:ba|z|a)?sh\s*$|(?:mysql|psql|mongo\w*|redis-cli|python3?|node)\s*$)\S/.test(text) &&
    !/</.test(text)
  )
    return guide.edit(command, `${/-it|-ti/.exec(text)![0]} `, '');
  if (/\blogs\s+-f\s/.test(text)) return guide.edit(command, '-f ', '');
  return [];
}
