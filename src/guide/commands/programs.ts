import type { CommandEffect } from '../../plan/commitment.ts';
import { callsIn } from './calls.ts';

/** Words of the shell itself. */
export const OF_THE_SHELL: ReadonlySet<string> = new Set(
  'if then else elif fi for while until do done case esac in function select time { } ( ) [ [[ ]] ! . : cd echo export set unset source exit return read test true false local declare readonly shift trap wait eval exec printf alias unalias pwd umask type command break continue let jobs bg fg ulimit getopts hash history sleep'.split(
    ' ',
  ),
);

/** The programs that a command calls, in order, each once; without the words of the shell. */
export function programsIn(text: string): string[] {
  const names = callsIn(text).map(({ words }) => words[0]!);
  return [
    ...new Set(
      names.filter(
        (name) => /^[\w./~][\w.+/~@-]*$/.test(name) && !/^[\d.A-Z_]+$/.test(name) && !OF_THE_SHELL.has(name),
      ),
    ),
  ];
}

/** Functions that a script defines for itself. */
export const ownFunctionsIn = (source: string): ReadonlySet<string> =>
  new Set([...source.matchAll(/^\s*(?:function\s+)?([\w-]+)\s*\(\)/gm)].map(([, name]) => name!));

/** Programs that only look, whatever their words say. */
export const LOOKS: ReadonlySet<string> = new Set(
  'ls ll cat head tail less more zcat zgrep grep egrep fgrep rg awk jq yq sort uniq wc cut tr column diff cmp comm stat file du df free top htop atop ps pstree pgrep pidof uptime who w whoami id uname lsblk lscpu lsof ss netstat dig nslookup host ping ping6 traceroute tracepath mtr whois nc ncat telnet nmap tcpdump iostat iotop vmstat sar mpstat dmesg journalctl strace jstack jmap jstat jcmd md5sum sha256sum sha1sum env printenv which whereis man tree basename dirname realpath readlink seq xxd od strings base64 pg_isready mongostat mongotop rg stern k9s kubectx kubens timedatectl chronyc ntpq getent last lastlog arp route ethtool nvidia-smi sensors promtool trivy blkid numfmt paste nl tac rev fold expand bc expr tput clear logger pg_controldata pt-query-digest curlie'.split(
    ' ',
  ),
);

/** What a tool's verbs do. The first word that is one of them, or two words together, decides. */
export interface Verbs {
  readonly reads: RegExp;
  readonly changes: RegExp;
  readonly destroys?: RegExp;
  /** The last of the words before the flags is the verb. */
  readonly isLast?: true;
  /** Words that sign in or choose where to work: nothing is changed there. */
  readonly enters?: RegExp;
}

/** Of a cloud's tool the last word before its flags is the verb: `az webapp config set`, `aws backup list-jobs`. */
const CLOUD: Verbs = {
  isLast: true,
  enters: /^(?:account (?:set|clear)|config (?:set|unset|configurations)|configure|(?:sso )?login|logout|auth)\b/,
  reads:
    /^(?:(?:show|list|get|describe|head|view|tail|read|status|ls|search|query|check|exists|validate|what-if|lookup|filter|test|batch-get|estimate|diff|info|logs|ps|download|wait|history|login|presign|whoami|configure)(?:-\S+)?|releases|apps|version)$/,
  changes:
    /^(?:create|update|set|start|stop|restart|reboot|resize|scale|put|add|apply|assign|attach|detach|associate|disassociate|enable|disable|deploy|failover|swap|import|export|restore|invoke|run|send|publish|register|deregister|reset|regenerate|renew|rotate|modify|promote|tag|untag|upload|copy|cp|mv|sync|mb|move|cancel|approve|authorize|revoke|grant|execute|exec|ssh|push|patch|replace|rollback|release|resume|pause|suspend|backup|up|upgrade|abort|allocate|change|submit|trigger|undelete|lock|unlock|get-credentials|update-kubeconfig)(?:-\S+)?$/,
  destroys: /^(?:delete|destroy|terminate|purge|remove|rm|rb)(?:-\S+)?$/,
};
/** What tools in general call what they do: `vercel rollback`, `wrangler secret list`, `flux get sources`. */
const ANY_TOOL: Verbs = {
  ...CLOUD,
  reads:
    /^(?:show|list|ls|get|describe|status|info|version|ps|history|logs|tail|check|validate|diff|plan|whoami|help)$/,
};
/** They run what their words name, or a file. */
const RUNS_A_FILE = new Set(
  'python python2 python3 node deno bun ts-node ruby php perl java go make npx npm yarn pnpm dotnet mvn gradle cargo rake composer artisan bundle poetry pipenv uv streamlit ansible op gpg k6 hey ab wrk locust jmeter'.split(
    ' ',
  ),
);

/** What a tool does that is not known here, by a verb among its first words. */
export const toolEffect = (program: string, rest: readonly string[]): CommandEffect =>
  /[/.]/.test(program) || RUNS_A_FILE.has(program) ? 'unknown' : verbEffect(ANY_TOOL, rest);

const COMPOSE: Verbs = {
  reads: /^(?:ps|logs|config|top|images|port|ls|version|events|stats)$/,
  changes: /^(?:up|down|start|stop|restart|pull|build|kill|rm|run|exec|scale|create|pause|unpause|push|cp|watch)$/,
};
const PACKAGES: Verbs = {
  reads: /^(?:ls|list|outdated|audit|view|info|show|why|freeze|check|search|--version|-v|help)$/,
  changes: /^(?:install|i|ci|audit fix|add|remove|uninstall|update|upgrade|publish|link|dedupe|prune|download)$/,
};

/** Tools that are told by a verb what to do. */
export const VERBS: ReadonlyMap<string, Verbs> = new Map(
  Object.entries({
    kubectl: {
      reads:
        /^(?:get|describe|logs?|top|explain|version|cluster-info|api-resources|api-versions|wait|diff|events|auth|config|port-forward|rollout (?:status|history)|plugin|kustomize)$/,
      changes:
        /^(?:apply|create|scale|rollout|set|patch|annotate|label|cordon|uncordon|drain|edit|cp|taint|replace|autoscale|expose|run|delete|exec|debug|certificate|attach)$/,
    },
    docker: {
      reads:
        /^(?:ps|logs|inspect|stats|images|info|version|top|port|diff|events|history|search|login|system (?:df|info|events)|(?:container|image|volume|network|service|node|stack) (?:ls|list|inspect|logs|ps|top|stats)|compose (?:ps|logs|config|top|images|port|ls|version|events))$/,
      changes:
        /^(?:run|start|stop|restart|kill|build|buildx|pull|push|tag|rm|rmi|create|exec|cp|commit|load|save|update|rename|pause|unpause|swarm|stack|service|node|volume|network|image|container|system|compose)$/,
    },
    'docker-compose': COMPOSE,
    helm: {
      reads:
        /^(?:list|ls|status|history|get|diff|template|lint|show|search|version|env|verify|repo|dependency|test|pull)$/,
      changes: /^(?:install|upgrade|rollback|push|package|create|plugin)$/,
    },
    terraform: {
      reads:
        /^(?:plan|show|output|validate|fmt|version|providers|graph|console|init|get|state (?:list|show|pull)|workspace(?: (?:list|show|select))?)$/,
      changes: /^(?:apply|import|taint|untaint|refresh|state|force-unlock)$/,
      destroys: /^(?:destroy)$/,
    },
    systemctl: {
      reads: /^(?:status|is-\w+|list-\S+|show|cat|get-default|--failed|--version)$/,
      changes:
        /^(?:start|stop|restart|reload|reload-or-restart|try-restart|enable|disable|daemon-reload|daemon-reexec|mask|unmask|kill|reset-failed|edit|set-\S+|isolate|reboot|poweroff)$/,
    },
    service: { reads: /^status$/, changes: /^(?:start|stop|restart|reload|force-reload)$/ },
    supervisorctl: {
      reads: /^(?:status|tail|avail|pid|maintail|version)$/,
      changes: /^(?:start|stop|restart|reread|update|reload|clear|signal)$/,
    },
    pm2: {
      reads: /^(?:ls|list|status|logs?|show|describe|info|monit|prettylist|jlist)$/,
      changes: /^(?:start|stop|restart|reload|delete|scale|save|flush|kill|startup|resurrect|set)$/,
    },
    git: {
      reads:
        /^(?:status|log|diff|show|branch|remote|blame|ls-files|ls-remote|ls-tree|rev-parse|rev-list|describe|grep|shortlog|reflog|cat-file|fetch|config|version|name-rev|merge-base|stash list|tag -l|tag --list)$/,
      changes:
        /^(?:checkout|switch|pull|push|commit|merge|revert|tag|add|rm|mv|rebase|reset|restore|stash|cherry-pick|clone|init|apply|am|submodule|worktree|bisect|gc|clean)$/,
    },
    az: CLOUD,
    aws: CLOUD,
    gcloud: CLOUD,
    gsutil: { reads: /^(?:ls|cat|du|stat|version)$/, changes: /^(?:cp|mv|rsync|mb|acl|setmeta|iam|versioning)$/ },
    doctl: CLOUD,
    mysqladmin: {
      reads: /^(?:status|extended-status|processlist|ping|variables|version)$/,
      changes: /^(?:shutdown|kill|create|flush-\S+|password|reload|refresh|start-\S+|stop-\S+)$/,
      destroys: /^drop$/,
    },
    ip: {
      reads: /^(?:show|list|get|-\w+|a|addr|r|route|link|neigh)$/,
      changes: /^(?:\w+ (?:add|del|delete|set|flush|replace|change))$/,
    },
    heroku: {
      reads:
        /^(?:logs|ps|releases|config|status|apps|info|pg:(?:info|ps|diagnose|locks|backups)|(?:\w+:)?(?:get|info|list))$/,
      changes:
        /^(?:\w+:(?:set|unset|restart|scale|capture|promote|rollback|reset|kill\w*|restore|on|off|add|remove|stop|type)|restart|scale|run|rollback|maintenance:\w+)$/,
    },
    flyctl: CLOUD,
    fly: CLOUD,
    oci: CLOUD,
    ibmcloud: CLOUD,
    oc: {
      reads:
        /^(?:get|describe|logs|status|whoami|project|projects|login|version|explain|adm top|rollout (?:status|history))$/,
      changes:
        /^(?:apply|create|scale|rollout|set|patch|annotate|label|adm|exec|rsh|start-build|delete|new-app|process|replace|edit)$/,
    },
    amtool: {
      reads: /^(?:alert|config|check-config|silence query|template|cluster)$/,
      changes: /^(?:silence|alert add)$/,
    },
    argocd: {
      reads: /^(?:app (?:get|list|diff|history|logs|manifests)|login|version|cluster list)$/,
      changes: /^(?:app|repo|cluster|proj)$/,
    },
    vault: {
      reads: /^(?:status|read|list|kv (?:get|list)|login|version|audit list|token lookup)$/,
      changes: /^(?:write|kv|operator|token|auth|secrets|policy|lease|unwrap)$/,
      destroys: /^(?:delete|kv (?:delete|destroy))$/,
    },
    consul: {
      reads: /^(?:members|info|catalog|kv get|operator raft list-peers|monitor|version|validate)$/,
      changes: /^(?:kv|join|leave|reload|force-leave|snapshot|operator|maint)$/,
    },
    rabbitmqctl: {
      reads: /^(?:list_\w+|status|cluster_status|report|ping|environment|node_health_check)$/,
      changes:
        /^(?:set_\w+|add_\w+|clear_\w+|start\w*|stop\w*|join_cluster|sync_queue|close_\w+|trace_\w+|rotate_logs)$/,
      destroys: /^(?:purge_queue|delete_\w+|reset|force_reset|forget_cluster_node)$/,
    },
    'rabbitmq-diagnostics': { reads: /^[a-z_]+$/, changes: /^$/ },
    'kafka-topics': { reads: /^--(?:list|describe)$/, changes: /^--(?:create|alter)$/, destroys: /^--delete$/ },
    'kafka-topics.sh': { reads: /^--(?:list|describe)$/, changes: /^--(?:create|alter)$/, destroys: /^--delete$/ },
    'kafka-consumer-groups': { reads: /^--(?:list|describe)$/, changes: /^--reset-offsets$/, destroys: /^--delete$/ },
    'kafka-consumer-groups.sh': {
      reads: /^--(?:list|describe)$/,
      changes: /^--reset-offsets$/,
      destroys: /^--delete$/,
    },
    etcdctl: {
      reads: /^(?:endpoint|get|member list|alarm list|check|version)$/,
      changes: /^(?:put|member|alarm|snapshot|defrag|compaction|move-leader|auth|user|role|lease)$/,
      destroys: /^del$/,
    },
    patronictl: {
      reads: /^(?:list|topology|show-config|history|query|version|dsn)$/,
      changes: /^(?:switchover|failover|restart|reload|reinit|pause|resume|edit-config|flush)$/,
      destroys: /^remove$/,
    },
    pgbackrest: {
      reads: /^(?:info|check|verify|version|repo-ls|repo-get)$/,
      changes: /^(?:backup|stanza-\w+|start|stop|archive-\w+)$/,
      destroys: /^(?:restore|expire)$/,
    },
    restic: {
      reads: /^(?:snapshots|check|ls|find|stats|diff|cat|version|list)$/,
      changes: /^(?:backup|init|restore|unlock|tag|copy|mount|rebuild-index)$/,
    },
    borg: { reads: /^(?:list|info|check|diff)$/, changes: /^(?:create|init|extract|mount|compact|break-lock)$/ },
    velero: {
      reads: /^(?:get|describe|version|(?:backup|restore|schedule) (?:get|describe|logs))$/,
      changes: /^(?:backup|restore|schedule|create|install)$/,
    },
    'ansible-playbook': { reads: /^$/, changes: /./ },
    npm: PACKAGES,
    yarn: PACKAGES,
    pnpm: PACKAGES,
    pip: PACKAGES,
    pip3: PACKAGES,
    gh: {
      reads:
        /^(?:(?:run|pr|issue|release|workflow|repo|secret|variable) (?:list|view|watch|status|checks|diff|download)|status|auth|search)$/,
      changes: /^(?:(?:run|pr|issue|release|workflow|secret|variable) \w+)$/,
    },
  }),
);

/** A flag whose value is no verb. */
const VALUED = /^(?:-[nfpHCi]|--(?:namespace|context|kubeconfig|file|profile|region|project|host|cluster|chdir|user))$/;
/** Nothing is done, only shown. */
const SHOWN_ONLY = /^--(?:dry-run(?:=(?!none)\S+)?|what-if|check|help|version|syntax-check|list-(?:tasks|hosts|tags))$/;

/** By the first of a tool's words that is one of its verbs. */
export function verbEffect(verbs: Verbs, rest: readonly string[]): CommandEffect {
  if (rest.some((word) => SHOWN_ONLY.test(word))) return 'reads';
  const said = rest.filter((_, n) => !VALUED.test(rest[n]!) && !VALUED.test(rest[n - 1] ?? ''));
  if (verbs.isLast) {
    const flag = said.findIndex((word, n) => n > 0 && word.startsWith('-'));
    const leading = (flag === -1 ? said : said.slice(0, flag)).filter((word) => !word.startsWith('-'));
    if (verbs.enters?.test(leading.join(' '))) return 'reads';
    for (let n = leading.length - 1; n >= 0; n -= 1) {
      const effect = effectAt(verbs, leading, n);
      if (effect) return effect;
    }
    return 'unknown';
  }
  for (const n of said.keys()) {
    const effect = effectAt(verbs, said, n);
    if (effect) return effect;
  }
  return 'unknown';
}

/** Two words together say more than one: `rollout status` looks, `rollout restart` does not. */
function effectAt({ reads, changes, destroys }: Verbs, said: readonly string[], n: number): CommandEffect | null {
  const word = said[n]!;
  const before = `${said[n - 1] ?? ''} ${word}`;
  const pair = `${word} ${said.slice(n + 1).find((next) => !next.startsWith('-')) ?? ''}`;
  if (destroys?.test(pair)) return 'destroys';
  if (reads.test(pair) || reads.test(before)) return 'reads';
  if (changes.test(pair)) return 'changes';
  if (destroys?.test(word)) return 'destroys';
  return reads.test(word) ? 'reads' : changes.test(word) ? 'changes' : null;
}
