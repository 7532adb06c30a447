import type { Part } from '../document/part.ts';

/** What a table's column holds, by the words of its header. */
export type Column =
  | 'endpoint'
  | 'purpose'
  | 'expected'
  | 'criteria'
  | 'latency'
  | 'timeout'
  | 'alert'
  | 'metric'
  | 'threshold'
  | 'window'
  | 'severity'
  | 'action'
  | 'target'
  | 'measurement'
  | 'environment'
  | 'downtime'
  | 'response'
  | 'resolution'
  | 'description'
  | 'examples'
  | 'role'
  | 'person'
  | 'email'
  | 'phone'
  | 'chat'
  | 'channel'
  | 'level'
  | 'service'
  | 'sku'
  | 'cost'
  | 'opportunity'
  | 'schedule'
  | 'retention'
  | 'storage'
  | 'encryption'
  | 'rto'
  | 'rpo'
  | 'means'
  | 'from'
  | 'to'
  | 'after'
  | 'name'
  | 'value'
  | 'url'
  | 'task'
  | 'growth'
  | 'period'
  | 'min'
  | 'max'
  | 'notice'
  | 'time'
  | 'zone'
  | 'owner';

const HEADERS: readonly (readonly [Column, RegExp])[] = [
  [
    'rto',
    /\brto\b|recovery time|\brestor(?:e|ation) time\b|\b(?:back|restored|recovered|up again) (?:within|in|after)\b/i,
  ],
  ['rpo', /\brpo\b|recovery point|data loss/i],
  [
    'downtime',
    /\b(?:allowed|permitted|max\w*|tolerated)\b.*\b(?:downtime|outage)|\bdowntime\b|\berror budget\b|\bbudget\b.*\b(?:minutes|time)/i,
  ],
  [
    'latency',
    /\b(?:expected|max\w*|target)\b.*\b(?:response time|latency|duration)|^latency$|\bfaster than\b|^within$|\b(?:answers?|responds?|replies|response) (?:within|in)\b/i,
  ],
  ['timeout', /\btime-?\s?out\b|\bgives? up\b/i],
  ['resolution', /\bresol(?:ution|ve)|\bfix(?:ed)?\b|\brepair|\brestored? (?:within|time)|\bmitigat/i],
  [
    'response',
    /\brespon(?:se|d)\s*(?:time|target|within|in)?\b(?!.*\b(?:code|expected))|\backnowledge|\breact(?:ion)?(?: time| within)\b/i,
  ],
  [
    'endpoint',
    /\bendpoint|(?<!\b(?:mount|file|log|config\w*|install\w*|data|storage|backup|folder|directory) )\bpath\b|\broute\b|\bprobe\b|\bcheck\b/i,
  ],
  ['criteria', /\bcriteri|\bsuccess\b|\bhealthy when\b|\bpass(?:es)? (?:if|when)\b/i],
  ['expected', /\bexpect|\bstatus code|\banswers?\b|\breturns\b/i],
  ['threshold', /\bthreshold|\bcondition|\btrigger|\bfires? (?:when|if|at)|\bwhen\b|\blimit\b/i],
  ['alert', /\balert|\balarm|\brule\b/i],
  ['window', /\bwindow\b|\bduration\b|^for$|\bfor how long\b|\bsustained\b|\bholds? for\b|\bperiod of\b/i],
  ['level', /\b(?:escalation|support) (?:level|tier|order)|^tier$/i],
  ['severity', /\bsev(?:erity)?\b|\bpriority|\burgency\b|\bclass\b|^level$|\bincident level/i],
  ['action', /\bactions?\b|\bnotif(?:y|ication)|\breaction\b|\bresponse action|\bwhat happens\b|\balerts? to\b/i],
  ['target', /\btargets?\b|\bgoal\b|\bpromise/i],
  ['environment', /\benvironment|\bstage\b/i],
  ['metric', /\bmetric|\bindicator|\bsli\b|\bmeasure\b|\bsignal\b|^what$|\bobjective/i],
  ['measurement', /\bmeasure(?:ment|d)|^how$/i],
  ['examples', /\bexamples?\b|\bfor instance\b/i],
  ['retention', /\bretention|\bretain|\bkept\b|\bkeep\b/i],
  ['storage', /\bstorage\b|\blocation\b|\bwhere\b|\bdestination\b|\bstored\b/i],
  ['encryption', /\bencrypt/i],
  ['means', /\bmeans\b|\bmethod\b|\bprocedure\b|\brecovery by\b|\bhow to recover/i],
  ['email', /\be-?mail\b/i],
  ['phone', /\bphone|\bmobile|\btel\b/i],
  ['chat', /\bslack|\bteams\b|\bchat\b/i],
  ['channel', /\bchannel|\breach|\bcontact(?: via| by| info(?:rmation)?| details)?$/i],
  ['role', /\brole\b|\bfunction\b|\bteam\b|\bvendor\b|\bcontact\b/i],
  ['from', /^from\b|\bcurrent level\b/i],
  ['to', /^(?:to|next|escalate(?:s)? to)\b|\bnext\b/i],
  ['after', /\bafter\b|\bwait\b|\bdelay\b|\bno answer\b/i],
  ['sku', /\bsku\b|\bplan\b|\btier\b|\bsize\b/i],
  ['cost', /\bcosts?\b(?! less)|\bprice|\bspend(?! less)|[$€£]|\b(?:USD|EUR|GBP|CHF)\b|\bamount\b|\bbudget\b/i],
  ['opportunity', /\bopportunit|\boptimi[sz]ation|\bsav(?:e|ing)|\bless\b|\bcheaper|\badvice\b/i],
  ['growth', /\bgrowth|\bincrease\b|\bprojection/i],
  ['notice', /\bnotice\b|\bannounce/i],
  ['schedule', /\bschedule|\bfrequency|\bcadence|\bhow often|\brhythm|\bevery\b|\bcron\b/i],
  ['period', /\bperiod\b|\bper\b/i],
  ['min', /^min(?:imum)?\b|\bfewest\b/i],
  ['max', /^max(?:imum)?\b|\bmost\b/i],
  ['zone', /\btime ?zone\b|^tz$/i],
  ['time', /\btime\b|\bstarts?\b|\bwhen\b/i],
  ['url', /\burl\b|\blink\b|\baddress\b/i],
  ['value', /\bvalue\b|\bdefault\b|\bsetting\b|\bversion\b/i],
  ['task', /\btask\b|\bjob\b|\bwork\b|\bactivity\b/i],
  ['owner', /\bowner\b|\bresponsible\b/i],
  ['description', /\bdescription|\bdefinition|\bmeaning|\bimpact|\bdetails?\b|\bnotes?\b/i],
  ['purpose', /\bpurpose|\bused for|\bwhy\b|\bfor what\b|\bwhat .*\bfor\b|\bchecks what\b/i],
  ['service', /\bservice|\bcomponent|\bsystem|\bresource|\bdata(?:base|set)?\b|\bscenario\b|\bscope\b/i],
  ['person', /\bname\b|\bwho\b|\bperson\b/i],
  [
    'name',
    /\bvariable|\bkey\b|\bparameter|\bfile\b|\bitem\b|\btool\b|\brequirement\b|\bprerequisite\b|\bdependency\b|\bsoftware\b/i,
  ],
];

/** Rows of one table share their header; its meaning is worked out once. */
const MEMORY = new WeakMap<readonly string[], ReadonlyMap<Column, number>>();

/** Which column of a row's table holds what; a meaning belongs to the first column that has it. */
function columnsOf(row: Part): ReadonlyMap<Column, number> {
  const known = MEMORY.get(row.columns);
  if (known) return known;
  const found = new Map<Column, number>();
  for (const [n, header] of row.columns.entries()) {
    const column = HEADERS.find(([name, words]) => words.test(header) && !found.has(name))?.[0];
    if (column) found.set(column, n);
  }
  // "Service | SLO": without a column called target, the one called objective (but not the first) holds it.
  const objective = row.columns.findIndex((header, n) => n > 0 && /\bobjective|\bsl[oa]s?\b/i.test(header));
  if (!found.has('target') && objective > 0) found.set('target', objective);
  MEMORY.set(row.columns, found);
  return found;
}

/** A cell by what it holds; "" where there is no such column, and for "-", "n/a", "none". */
export function cell(row: Part, column: Column): string {
  const at = columnsOf(row).get(column);
  const text = at === undefined ? '' : (row.cells[at] ?? '');
  return /^(?:-+|n\/a|none|tbd|\?)$/i.test(text) ? '' : text;
}

/** The header of the column that holds something; "" where there is none. */
export function headerOf(row: Part, column: Column): string {
  return row.columns[columnsOf(row).get(column) ?? -1] ?? '';
}

/** Whether a row's table has all the columns. */
export const has = (row: Part, ...columns: readonly Column[]): boolean =>
  columns.every((column) => columnsOf(row).has(column));
