import type { Interaction } from '../../plan/commitment.ts';
import { type Call, callsIn } from './calls.ts';
import type { ShellCommand } from './shell-commands.ts';

/** What of a command waits for a person, or never ends; and how it is said without. */
export interface Waiting extends Interaction {
  readonly does: string;
  readonly wayOut: string;
}

interface Way extends Omit<Waiting, 'words'> {
  readonly words: RegExp;
  readonly unless?: RegExp;
}

/** What a command waits for stands among its first words. */
const MOST_CHARACTERS = 1500;
/** Most telling first. */
const WAYS: readonly Way[] = [
  {
    words: /(?<![\w<./-])(?:mysql|mysqldump|mysqladmin|mariadb)(?![\w-])[^|;]*?\s(?:-p|--password)(?=\s|$)/,
    needs: 'answer',
    does: 'asks for a password',
    wayOut: 'Take the password from the environment (MYSQL_PWD, or an option file given by --defaults-extra-file).',
  },
  {
    words: /\b(?:kubectl|docker|oc|podman)\b[^|;]*?\s(?:exec|run)\s[^|;]*?(?:-it|-ti|-i -t|-t -i|--tty)\b/,
    needs: 'terminal',
    does: 'asks for a terminal',
    wayOut: 'Leave out -t, and -i where nothing is piped in.',
  },
  {
    words:
      /\btail\s(?:[^|;]*?\s)?(?:-[a-zA-Z0-9]*[fF]|--follow)(?=\s|$)|\bjournalctl\b[^|;]*?\s(?:-\w*f|--follow)(?=\s|$)/,
    needs: 'stop',
    does: 'follows a log and never ends',
    wayOut: 'Leave out -f and say how much is wanted (--since=15m, --tail=200).',
  },
  {
    words:
      /\baz\s+(?:webapp|container|containerapp|functionapp)\s[^|;]*?\blog\s+tail\b|\baws\s+logs\s+tail\b[^|;]*?--follow/,
    needs: 'stop',
    does: 'follows a log and never ends',
    wayOut: 'Download the log or query it for a time range.',
  },
  {
    words: /\bredis-cli\b[^|;]*?\s(?:monitor|--stat)\b/i,
    needs: 'stop',
    does: 'measures until it is stopped',
    wayOut: 'Put “timeout 30” in front, or ask once (redis-cli info stats).',
  },
  {
    words:
      /(?:^|[;&|]\s*|sudo\s+)(?:vim?|nano|emacs|less|more|top|htop|watch|crontab -e|visudo)(?=\s|$)|\bkubectl\s+edit\b|\bgit\s+rebase\s+-i\b/,
    needs: 'terminal',
    does: 'opens a screen for a person',
    wayOut: 'Change the file by a command (sed, kubectl patch), or print once (top -b -n 1).',
    unless: /\btop\b.*\s-b|\bkubectl\s+top/,
  },
  {
    words: /\b(?:kubectl|oc)\b[^|;]*?\sport-forward\b(?![^|;]*&\s*$)/,
    needs: 'stop',
    does: 'stays in the foreground',
    wayOut: 'Ask from inside the cluster, or start it in the background and end it afterwards.',
  },
  {
    words: /\bkubectl\b[^|;]*?\s(?:--watch|-w)(?=\s|$)/,
    needs: 'stop',
    does: 'watches and never ends',
    wayOut: 'Use kubectl wait or kubectl rollout status with --timeout.',
  },
  {
    words: /\bnode\s+--inspect(?:-brk)?\b(?!=?\S*\s+-e)/,
    needs: 'stop',
    does: 'starts a second server in the foreground',
    wayOut: 'Ask the running process (kill -USR1 opens its inspector), or take the snapshot by a command that ends.',
  },
];

/** What a command waits for first; null where it ends by itself. */
export function waitingOf(command: Pick<ShellCommand, 'text' | 'bare'>): Waiting | null {
  const bare = command.bare.slice(0, MOST_CHARACTERS);
  if (/^\s*timeout\s/.test(bare)) return null;
  for (const { words, unless, ...way } of WAYS) {
    const found = unless?.test(bare) ? null : words.exec(bare);
    if (found) return { words: found[0].replace(/^[;&|]\s*/, '').trim(), ...way };
  }
  for (const call of callsIn(command.text)) {
    const waiting = asksByItself(call);
    if (waiting) return waiting;
  }
  return null;
}

/** Clients that open a prompt where they are given nothing to do, and tools that ask before they act. */
function asksByItself(call: Call): Waiting | null {
  const [program = '', ...rest] = call.words;
  const shown = call.words.slice(0, 3).join(' ');
  const follows = rest.some((word) => /^logs?$/.test(word))
    ? rest.findIndex((word) => /^(?:-f|--follow)$/.test(word))
    : -1;
  if (follows !== -1)
    return {
      words: call.words.slice(0, follows + 2).join(' '),
      needs: 'stop',
      does: 'follows a log and never ends',
      wayOut: 'Leave out -f and say how much is wanted (--since=15m, --tail=200).',
    };
  const prompt = PROMPTS.get(program);
  if (prompt && !call.isFed && !rest.some((word) => prompt.test(word)))
    return {
      words: shown,
      needs: 'terminal',
      does: 'opens a prompt',
      wayOut: 'Give it the statement: psql -c, mysql -e, redis-cli PING, mongosh --eval.',
    };
  const asks = ASKS.find(([words, unless]) => words.test(call.words.join(' ')) && !unless.test(call.words.join(' ')));
  return asks && !call.isFed ? { words: shown, needs: 'answer', does: 'asks before it acts', wayOut: asks[2] } : null;
}

/** Clients, and by which word each is told what to do. */
const PROMPTS: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    psql: /^(?:-\w*[cfl]|--(?:command|file|list|version|help)\b)/,
    mysql: /^(?:-\w*e|--execute|--version|-V|--help)/,
    mariadb: /^(?:-\w*e|--execute|--version|-V|--help)/,
    'redis-cli': /^(?:--(?!tls|user|no-auth|cert|key|cacert|raw)\w+|[a-zA-Z][a-zA-Z_]{2,}$)/,
    mongosh: /^(?:--(?:eval|file|version|help)\b|-f$|\S+\.js$)/,
    mongo: /^(?:--(?:eval|version|help)\b|\S+\.js$)/,
  }),
);

/** `terraform apply` asks; with -auto-approve, or of a plan that was saved, it does not. */
const ASKS: readonly (readonly [words: RegExp, unless: RegExp, wayOut: string])[] = [
  [
    /^terraform (?:-chdir=\S+ )?(?:apply|destroy)\b/,
    /-auto-approve|-input=false|^terraform (?:-chdir=\S+ )?apply(?: -\S+)* [^-\s]\S*$/,
    'Save the plan and apply that: terraform plan -out=change, terraform apply change.',
  ],
  [
    /^(?:apt|apt-get|yum|dnf) (?:-\S+ )*(?:install|remove|upgrade|dist-upgrade|autoremove|purge)\b/,
    /\s(?:-\w*y\w*|--yes|--assume-yes|-qq)(?:\s|$)/,
    'Answer beforehand: -y.',
  ],
  [/^read\b/, /^read(?: -\w+)*(?: \w+)*$/, 'Take the answer from a variable.'],
];
