import type { CommandEffect } from '../../plan/commitment.ts';
import { type Call, callsIn } from './calls.ts';
import { destructionIn } from './destroys.ts';
import { LOOKS, OF_THE_SHELL, toolEffect, VERBS, verbEffect } from './programs.ts';
import { RUNS_ANOTHER } from './runs-another.ts';
import { type ShellCommand, shellCommandsIn } from './shell-commands.ts';
import { sqlEffect } from './sql.ts';
import { strongest } from './strongest.ts';

/** What the commands of a shell block do to the system they are run on, or against. */
export function shellEffect(commands: readonly ShellCommand[], ownFunctions: ReadonlySet<string>): CommandEffect {
  return strongest(commands.map((command) => commandEffect(command, 0, ownFunctions)));
}

/** Nobody wraps a command in more than that. */
const DEEPEST = 5;

/** What a script's own function does is told by the lines of the function. */
function commandEffect(
  { text, input }: Pick<ShellCommand, 'text' | 'input'>,
  depth: number,
  ownFunctions: ReadonlySet<string> = new Set(),
): CommandEffect {
  const calls = callsIn(text).filter(({ words }) => !ownFunctions.has(words[0]!));
  const effects = calls.map((call) => callEffect(call, input, depth));
  return strongest(effects);
}

function callEffect(call: Call, input: string, depth: number): CommandEffect {
  const [program = '', ...rest] = call.words;
  if ((program === 'echo' || program === 'printf' || LOOKS.has(program)) && !/--vacuum|\s-exec\b/.test(call.text))
    return writesOf(call, 'reads');
  const inner = depth < DEEPEST ? innerEffect(program, rest, input, depth + 1) : null;
  if (inner !== null && inner !== 'unknown') return writesOf(call, inner);
  // What the text of a statement says is judged as a statement, not by its words.
  const statement = statementOf(call, input);
  if (statement !== null) return writesOf(call, statement);
  const loss = destructionIn(call.text);
  if (loss) return loss.how === 'unseen' ? 'changes' : 'destroys';
  if (OF_THE_SHELL.has(program)) return writesOf(call, 'reads');
  // What it runs is not known, whatever it is run by.
  if (inner === 'unknown') return writesOf(call, 'unknown');
  const own = VERBS.get(program);
  if (rest.length === 1 && /^(?:--?version|-[vV]|version|--help)$/.test(rest[0]!)) return 'reads';
  return writesOf(call, own ? verbEffect(own, rest) : special(program, rest));
}

/** A file that is written to is changed; what is thrown away, or kept for a moment, is not missed. */
const writesOf = (call: Call, effect: CommandEffect): CommandEffect =>
  call.writes.some((file) => !/^\/dev\/|^\/tmp\/|^&?\d$/.test(file)) ? strongest([effect, 'changes']) : effect;

/** What a program does that runs another one: `kubectl exec … -- df -h`, `ssh host uptime`, `bash -c "…"`, `xargs rm`. */
function innerEffect(program: string, rest: readonly string[], input: string, depth: number): CommandEffect | null {
  if (/^(?:ba|z|k|da|a)?sh$/.test(program)) {
    const at = rest.findIndex((word) => /^-\w*c$/.test(word));
    const script = at === -1 ? input : (rest[at + 1] ?? '');
    if (script === '') return 'unknown';
    return shellEffectWithin(script, depth);
  }
  const inner = RUNS_ANOTHER.get(program)?.(rest);
  if (inner === undefined || inner === null) return null;
  if (inner.length === 0) return input ? shellEffectWithin(input, depth) : 'unknown';
  // `ssh host "systemctl status api"`: one word that is a command line.
  if (inner.length === 1) return commandEffect({ text: inner[0]!, input }, depth);
  return commandEffect({ text: inner.map(requoted).join(' '), input }, depth);
}

const shellEffectWithin = (script: string, depth: number): CommandEffect =>
  strongest(shellCommandsIn(script).map((command) => commandEffect(command, depth)));

const requoted = (word: string): string => (/[\s;&|<>()'"`$]/.test(word) ? `'${word.replaceAll("'", '')}'` : word);

/** The statement that a database's client is given; null for any other program. */
function statementOf({ words, text }: Call, input: string): CommandEffect | null {
  const [program = '', ...rest] = words;
  const flag = CLIENTS.get(program);
  if (!flag) return null;
  if (rest.some((word) => /^(?:-l|--list|--version|-V|--help)$/.test(word))) return 'reads';
  const at = rest.findIndex((word) => flag.test(word));
  const own = /^--\w+=(.+)$/s.exec(rest[at] ?? '')?.[1];
  const said = at === -1 ? (program === 'sqlite3' ? (rest[1] ?? input) : input) : (own ?? rest[at + 1] ?? '');
  if (said === '') return destructionIn(text) ? 'destroys' : 'unknown';
  return program.startsWith('mongo') ? documentEffect(said) : sqlEffect(said);
}

/** Clients, and the flag before their statement. */
const CLIENTS: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    psql: /^(?:-\w*c|--command(?:=.*)?)$/s,
    mysql: /^(?:-\w*e|--execute(?:=.*)?)$/s,
    mariadb: /^(?:-\w*e|--execute(?:=.*)?)$/s,
    sqlcmd: /^-[qQ]$/,
    sqlite3: /^-cmd$/,
    cqlsh: /^(?:-e|--execute(?:=.*)?)$/s,
    'clickhouse-client': /^(?:-q|--query(?:=.*)?)$/s,
    mongosh: /^--eval(?:=.*)?$/s,
    mongo: /^--eval(?:=.*)?$/s,
  }),
);

function documentEffect(script: string): CommandEffect {
  if (/\.(?:drop\w*|delete\w*|remove\w*|findOneAndDelete)\s*\(/.test(script)) return 'destroys';
  if (
    /\.(?:insert|update|replace|create|save|bulkWrite|reIndex|rename|findAndModify|findOneAnd|stepDown|reconfig|initiate|add|kill|fsync|shutdown|setProfiling|compact)\w*\s*\(/.test(
      script,
    )
  )
    return 'changes';
  return /\.(?:find|count|aggregate|distinct|stats|status|explain|get|is|hello|current|server|print|host|version|list)\w*\s*\(|\b(?:show|print|printjson)\b/.test(
    script,
  )
    ? 'reads'
    : 'unknown';
}

/** Programs whose words need more than a list of verbs. */
function special(program: string, rest: readonly string[]): CommandEffect {
  const said = rest.join(' ');
  if (program === 'curl' || program === 'http' || program === 'https') return requestEffect(said);
  if (program === 'find') return 'reads';
  if (DUMPS.has(program))
    return /(?:^|\s)(?:-f|--file|--out|-o|--result-file|--archive)/.test(said) ? 'changes' : 'reads';
  if (program === 'rsync') return /(?:^|\s)(?:-\w*n\w*|--dry-run)\b/.test(said) ? 'reads' : 'changes';
  if (program === 'wget') return /--post-|--method/.test(said) ? 'changes' : 'reads';
  if (program === 'sed' || program === 'perl')
    return /(?:^|\s)-\w*i/.test(said) ? 'changes' : program === 'sed' ? 'reads' : 'unknown';
  if (program === 'tar') return /(?:^|\s)-?-?(?:t|list)/.test(rest[0] ?? '') ? 'reads' : 'changes';
  if (program === 'redis-cli') return keyEffect(rest);
  if (program === 'nginx' || program === 'haproxy') return /(?:^|\s)-\w*[tTvVc]\b/.test(said) ? 'reads' : 'changes';
  if (program === 'openssl')
    return /^(?:s_client|x509|verify|version|ciphers|crl|asn1parse)\b/.test(said) ? 'reads' : 'unknown';
  if (program === 'date') return /(?:^|\s)(?:-s|--set)/.test(said) ? 'changes' : 'reads';
  if (program === 'sysctl') return /(?:^|\s)-w\b|=/.test(said) ? 'changes' : 'reads';
  if (program === 'crontab') return /-l\b/.test(said) ? 'reads' : /-r\b/.test(said) ? 'destroys' : 'changes';
  if (program === 'hostname' || program === 'mount')
    return rest.length === 0 || said.startsWith('-') ? 'reads' : 'changes';
  return CHANGES.has(program) ? 'changes' : toolEffect(program, rest);
}

function requestEffect(said: string): CommandEffect {
  const method =
    /(?:^|\s)(?:-X\s?|--request[\s=])(\w+)/.exec(said)?.[1]?.toUpperCase() ??
    /^(GET|HEAD|POST|PUT|PATCH|DELETE)\b/.exec(said)?.[1];
  if (method) return method === 'GET' || method === 'HEAD' || method === 'OPTIONS' ? 'reads' : 'changes';
  // A query that is long is posted.
  if (/\/(?:_?search|_count|query(?:_range)?|series|labels)\b/.test(said)) return 'reads';
  const sends = /(?:^|\s)(?:-d|--data\S*|--json|-F|--form|-T|--upload-file)(?:\s|=|$)/.test(said);
  return sends && !/(?:^|\s)(?:-G|--get)(?:\s|$)/.test(said) ? 'changes' : 'reads';
}

function keyEffect(rest: readonly string[]): CommandEffect {
  if (rest.some((word) => /^--(?:scan|bigkeys|memkeys|hotkeys|stat|latency\S*|version)$/.test(word))) return 'reads';
  const said = rest.join(' ');
  if (
    /\b(?:get|mget|hget(?:all)?|keys|scan|info|ping|ttl|pttl|type|exists|dbsize|llen|lrange|scard|smembers|zcard|zrange|xlen|xinfo|xpending|memory|monitor|slowlog (?:get|len)|client (?:list|info|getname)|config get|cluster (?:info|nodes|slots|shards)|latency|role|time|lastsave|object|command|sentinel (?:get-\S+|masters?|replicas|slaves|sentinels|ckquorum))\b/i.test(
      said,
    )
  )
    return 'reads';
  return /\b(?:set\w*|expire\w*|persist|incr\w*|decr\w*|[lrhszx](?:push|add|set|rem|pop)\w*|config (?:set|rewrite|resetstat)|client (?:kill|pause)|bgsave|save|bgrewriteaof|replicaof|slaveof|failover|shutdown|publish|rename|slowlog reset|debug|eval|cluster \S+|sentinel \S+)\b/i.test(
    said,
  )
    ? 'changes'
    : 'unknown';
}

/** What they save goes to the screen, or to a file that they are told. */
const DUMPS = new Set(['pg_dump', 'pg_dumpall', 'mysqldump', 'mariadb-dump', 'sqlpackage']);
const CHANGES = new Set(
  'cp mv mkdir touch ln chmod chown chgrp tee scp sftp kill pkill killall reboot shutdown poweroff halt umount swapoff swapon useradd usermod userdel groupadd passwd iptables nft ufw modprobe logrotate ifconfig pg_restore pg_basebackup mongodump mongorestore createdb createuser dropdb vacuumdb reindexdb xtrabackup unzip gzip gunzip zip patch certbot yum dnf apt-get apt apk install chattr dd setenforce crictl fsck'.split(
    ' ',
  ),
);
