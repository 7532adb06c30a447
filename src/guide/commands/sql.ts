import type { CommandEffect } from '../../plan/commitment.ts';
import { strongest } from './strongest.ts';

/** A line that begins as SQL does; words of other languages ("update", "show") do not go on like this. */
const STATEMENT =
  /^\s*(?:SELECT\s+[\w*("]|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|CREATE\s+(?:UNIQUE\s+)?(?:TABLE|INDEX|VIEW|USER|ROLE)\b|ALTER\s+(?:TABLE|SYSTEM|USER)\b|DROP\s+(?:TABLE|INDEX|DATABASE)\b|VACUUM\b|EXPLAIN\s+\w|SHOW\s+(?:PROCESSLIST|TABLES|STATUS|VARIABLES)\b)/;

export const isSqlStatement = (line: string): boolean => STATEMENT.test(line);

/** What becomes of the data when statements are run; "unknown" where one calls what another file holds. */
export function sqlEffect(source: string): CommandEffect {
  return strongest(statementsOf(source).map(statementEffect));
}

/** Functions that do something, called in a SELECT. */
const ACTS =
  /\b(?:pg_(?:terminate|cancel)_backend|pg_reload_conf|pg_rotate_logfile|pg_switch_wal|pg_promote|pg_stat_\w*reset|pg_drop_replication_slot|pg_create_\w+slot|pg_wal_replay_(?:pause|resume)|setval|nextval|sp_configure)\s*\(/i;

const BY_FIRST_WORD: readonly (readonly [RegExp, CommandEffect])[] = [
  [/^(?:delete|truncate|drop|purge|restore|flush)\b/i, 'destroys'],
  [/^alter\b[\s\S]*\bdrop\s+(?:column|partition|constraint)\b/i, 'destroys'],
  [/^set\s+global\b/i, 'changes'],
  [
    /^(?:begin|start|commit|rollback|end|savepoint|use|set|reset|go|declare|print|pragma|values|table|show|describe|desc|help|list)\b/i,
    'reads',
  ],
  [/^copy\b[\s\S]*\bto\b/i, 'reads'],
  [
    /^(?:insert|update|merge|upsert|replace|create|alter|grant|revoke|vacuum|analyze|analyse|optimize|reindex|cluster|refresh|comment|kill|copy|load|backup|checkpoint|rename|lock|unlock|stop|change|install|enable|disable|detach|attach|import|dbcc)\b/i,
    'changes',
  ],
];

function statementEffect(statement: string): CommandEffect {
  const said = statement.replace(/^\(+\s*/, '');
  // psql's own: \d looks, \copy t from reads a file into a table.
  if (said.startsWith('\\')) return /^\\copy\b[\s\S]*\bfrom\b/i.test(said) ? 'changes' : 'reads';
  const explained = /^explain\b(?:\s*\(([^)]*)\)|((?:\s+(?:analyze|analyse|verbose))*))\s*([\s\S]*)$/i.exec(said);
  if (explained)
    return /\banaly[sz]e\b/i.test(explained[1] ?? explained[2] ?? '') ? statementEffect(explained[3]!) : 'reads';
  if (/^with\b/i.test(said)) {
    const deed = /\b(delete\s+from|insert\s+into|update\s+\w+\s+set|merge\s+into)\b/i.exec(said)?.[1];
    return deed ? (/^delete/i.test(deed) ? 'destroys' : 'changes') : 'reads';
  }
  if (/^select\b/i.test(said))
    return ACTS.test(said) || /\binto\s+(?:table\s+)?[#\w."]+\s+from\b/i.test(said) ? 'changes' : 'reads';
  return BY_FIRST_WORD.find(([words]) => words.test(said))?.[1] ?? 'unknown';
}

/** Statements without comments; a semicolon within quotes parts nothing, a line of psql's own ends with its line. */
function statementsOf(source: string): string[] {
  return withoutRemarks(source)
    .replace(/'[^']*'/g, "''")
    .replace(/^\s*\\.*$/gm, ';$&;')
    .replace(/^\s*GO\s*$/gim, ';')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => /\w/.test(statement));
}

function withoutRemarks(source: string): string {
  let rest = '';
  let at = 0;
  for (let open = source.indexOf('/*'); open !== -1; open = source.indexOf('/*', at)) {
    const close = source.indexOf('*/', open + 2);
    if (close === -1) break;
    rest += `${source.slice(at, open)} `;
    at = close + 2;
  }
  return (rest + source.slice(at)).replace(/--.*$|^\s*(?:#|\/\/).*$/gm, ' ');
}
