import type { ShellCommand } from '../block.ts';
import type { Edit } from '../finding.ts';
import type { LintedGuide } from '../linted-guide.ts';
import type { Rule } from '../rule.ts';

const F = '```';

/** How a command waits for a person, and how it is said without. Most telling first. */
const WAITS: readonly {
  readonly words: RegExp;
  readonly does: string;
  readonly wayOut: string;
  readonly unless?: RegExp;
}[] = [
  {
    words: /(?<![\w<./-])(?:mysql|mysqldump|mysqladmin|mariadb)(?![\w-])[^|;]*?\s(?:-p|--password)(?=\s|$)/,
    does: 'asks for a password',
    wayOut: 'Take the password from the environment (MYSQL_PWD, or an option file given by --defaults-extra-file).',
  },
  {
    words: /\b(?:kubectl|docker|oc|podman)\b[^|;]*?\sexec\s[^|;]*?(?:-it|-ti|-i -t|-t -i|--tty)\b/,
    does: 'asks for a terminal',
    wayOut: 'Leave out -t, and -i where nothing is piped in.',
  },
  {
    words:
      /\b(?:kubectl|docker|oc|podman|heroku|docker-compose|stern)\b[^|;]*?\slogs\b[^|;]*?\s(?:-f|--follow)(?=\s|$)|\btail\s[^|;]*?(?:-[fF]|--follow)(?=\s|$)|\bjournalctl\b[^|;]*?\s(?:-f|--follow)(?=\s|$)/,
    does: 'follows a log and never ends',
    wayOut: 'Leave out -f and say how much is wanted (--since=15m, --tail=200).',
  },
  {
    words:
      /\baz\s+(?:webapp|container|containerapp|functionapp)\s[^|;]*?\blog\s+tail\b|\baws\s+logs\s+tail\b[^|;]*?--follow/,
    does: 'follows a log and never ends',
    wayOut: 'Download the log or query it for a time range.',
  },
  {
    words: /\bredis-cli\b[^|;]*?\s(?:monitor|--stat)\b/i,
    does: 'measures until it is stopped',
    wayOut: 'Put “timeout 30” in front, or ask once (redis-cli info stats).',
  },
  {
    words:
      /(?:^|[;&|]\s*|sudo\s+)(?:vim?|nano|emacs|less|more|top|htop|watch|crontab -e|visudo)(?=\s|$)|\bkubectl\s+edit\b|\bgit\s+rebase\s+-i\b/,
    does: 'opens a screen for a person',
    wayOut: 'Change the file by a command (sed, kubectl patch), or print once (top -b -n 1).',
    unless: /\btop\b.*\s-b|\bkubectl\s+top/,
  },
  {
    words: /\b(?:kubectl|oc)\b[^|;]*?\sport-forward\b(?![^|;]*&\s*$)/,
    does: 'stays in the foreground',
    wayOut: 'Ask from inside the cluster, or start it in the background and end it afterwards.',
  },
  {
    words: /\bkubectl\b[^|;]*?\s(?:--watch|-w)(?=\s|$)/,
    does: 'watches and never ends',
    wayOut: 'Use kubectl wait or kubectl rollout status with --timeout.',
  },
  {
    words: /\bnode\s+--inspect(?:-brk)?\b(?!=?\S*\s+-e)/,
    does: 'starts a second server in the foreground',
    wayOut: 'Ask the running process (kill -USR1 opens its inspector), or take the snapshot by a command that ends.',
  },
];

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
  ],
  passing: [
    {
      guide: `## Runbooks\n\n### Slow responses\n\n**Diagnosis:**\n\n${F}bash\nkubectl exec db-0 -- df -h\nkubectl logs deployment/api --tail=100\ntop -b -n 1\n${F}\n`,
    },
    { guide: `## Appendix\n\nUseful by hand:\n\n${F}bash\nkubectl logs -f deployment/api\n${F}\n` },
  ],
  *find(guide) {
    for (const block of guide.blocks) {
      const steps = guide.stepsAround(block.line);
      // A list of commands for people at a terminal is no procedure.
      if (steps === null || BY_HAND.test(steps.title)) continue;
      for (const command of block.commands) {
        const kind = WAITS.find(
          ({ words, unless }) =>
            words.test(command.bare) && !unless?.test(command.bare) && !/^\s*timeout\s/.test(command.bare),
        );
        if (!kind) continue;
        const words = kind.words
          .exec(command.bare)![0]
          .replace(/^[;&|]\s*/, '')
          .trim();
        yield {
          place: guide.place(command, words),
          message: `“${words}” ${kind.does}: it cannot run unattended.`,
          understood: `A command of “${steps.title}”${block.commands.at(-1) === command ? '' : ', with others after it'}.`,
          wayOut: kind.wayOut,
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
