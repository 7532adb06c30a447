import { type Part, upward } from './document/part.ts';
import { RHYTHM } from './words/cadence.ts';
import { isOrderedStep } from './words/order.ts';

/** What a heading, a lead-in or an item with items of its own is about: decides how a bare "CPU > 80 %" is meant. */
export type Topic =
  | 'alerts'
  | 'advice'
  | 'backups'
  | 'checklist'
  | 'contacts'
  | 'controls'
  | 'cost'
  | 'error-budget'
  | 'escalation'
  | 'growth'
  | 'health'
  | 'links'
  | 'metrics'
  | 'objectives'
  | 'procedures'
  | 'recovery'
  | 'rotation'
  | 'runbooks'
  | 'scaling'
  | 'secrets'
  | 'settings'
  | 'severities'
  | 'tasks'
  | 'windows';

interface Entry {
  readonly topic: Topic;
  readonly words: RegExp;
  /** Words that say so only in a heading: an item named "Development Environment" is a subject, not a topic. */
  readonly headingOnly?: true;
  /** Words so general that a telling topic further up wins: "Infrastructure" under "Metrics" holds metrics. */
  readonly weak?: true;
}

const TASKS = new RegExp(
  `${RHYTHM.source}|\\b(?:routine|recurring|regular|periodic) (?:\\w+ )?(?:tasks?|work|chores|maintenance|checks)\\b|\\b(?:tests?|testing|drills?|verification|exercises?|audits?) (?:schedules?|calendar|cadence|frequency)\\b|\\bhousekeeping\\b|\\bchores\\b|\\broutines?\\b|\\bduties\\b|^(?!.*\\b(?:back-?ups?|snapshots?|on-?call|rotation|retention|maintenance)\\b)(?:the )?(?:\\w+ ){0,3}(?:schedules?|calendar|jobs)$|\\b(?:batch|cron|scheduled|nightly) jobs\\b`,
  'i',
);

/** The first entry whose words stand in a title gives its topic; the special stands before the general. */
const TOPICS: readonly Entry[] = [
  { topic: 'checklist', words: /\bchecklists?\b/i },
  {
    topic: 'contacts',
    words:
      /\b(?:roles?(?: (?:and|&) responsibilities)?|(?:\w+ )?teams?|(?:incident )?commander|(?:technical|tech|security|communications?|comms|operations?|engineering|support|incident|team|response) (?:lead|manager|officer|liaison|coordinator)|scribe)$/i,
    headingOnly: true,
  },
  {
    topic: 'backups',
    words:
      /^(?!.*\b(?:tests?|testing|checks?|verif\w+|reviews?|tasks?|drills?)\b)(?=.*\b(?:daily|nightly|weekly|monthly|hourly|regular|scheduled)\b).*\bback[\s-]?ups?\b/i,
    headingOnly: true,
  },
  // The noun that ends a title says what stands under it: "Security metrics" are metrics.
  {
    topic: 'metrics',
    words:
      /^(?!.*\b(?:sl[oai]s?|service[\s-]level|alert\w*|thresholds?|costs?)\b).*\b(?:metrics|kpis)(?: (?:dashboards?|reference|to (?:watch|monitor|track)))?(?: \(.*\))?$/i,
  },
  {
    topic: 'settings',
    words:
      /\b(?:consists? of|made up of|composed of)\b|\b(?:monitoring|observability|logging) (?:stack|components?|infrastructure|architecture|services|platform|systems?)$|\b(?:dashboards?|grafana|kibana) (?:access|credentials|login)\b/i,
    headingOnly: true,
  },
  {
    topic: 'procedures',
    words:
      /\b(?:alert|incident|security) response\b|\bresponse (?:procedures?|playbooks?|plan|process)|\bresponding to\b/i,
  },
  { topic: 'contacts', words: /\bcontacts?\b/i, headingOnly: true },
  { topic: 'severities', words: /\bseverity (?:levels?|class\w*|definitions?|matrix|guide(?:lines)?)\b/i },
  // "The monitoring system provides:" introduces what it can do, not measurements.
  {
    topic: 'settings',
    words: /^.{6,80}\b(?:provides|offers|supports|allows|enables|ensures|features|uses)$/i,
    headingOnly: true,
  },
  { topic: 'error-budget', words: /\berror budgets?\b/i },
  { topic: 'recovery', words: /\brto\b|\brpo\b|\brecovery (?:time |point )?(?:objectives?|targets?|goals?)/i },
  {
    topic: 'windows',
    words:
      /\b(?:maintenance|change|service) windows?\b|\b(?:scheduled|planned|emergency|unplanned) (?:maintenance|downtime|work)\b|\bfreeze|\bdowntime windows?\b/i,
  },
  {
    topic: 'alerts',
    words:
      /\b(?:alerts?|alerting|alarms?|paging|(?<!\b(?:status|web|landing|home|admin)[\s-])pages?)\b|\bwhen to (?:roll|revert|page|wake|call)|\broll ?back (?:triggers?|criteria|conditions?)|\bwarnings?\b|\bwakes?\b|\bthresholds?\b|\broll(?:s|ed)? back (?:when|if)\b|\bwe roll back\b/i,
  },
  { topic: 'escalation', words: /\bescalat/i },
  {
    topic: 'severities',
    words:
      /\bseverit|\bincident (?:class|levels?|priorit|categor|types?)|(?<!\b(?:critical|high|medium|low|urgent)[\s-])\bpriorit(?:y|ies)\b|\bclassification\b/i,
  },
  { topic: 'rotation', words: /\bon[\s-]?call\b|\brota\b|^rotations?$|\bshifts?\b|\bresponders?\b/i },
  {
    topic: 'objectives',
    words:
      /\bsl[oa]s?\b|\bservice[\s-]level (?:objectives?|agreements?|targets?)|\bobjectives?\b|\bpromis\w+|\bservice[\s-]levels?\b|\bguarantee\w*|\btargets\b|\bgoals\b|\b(?:agreed|contractual) (?:levels|figures|numbers)\b/i,
  },
  {
    topic: 'cost',
    words:
      /\bcosts?\b|(?<!\b(?:latency|error|time|performance|exhausted|retry|memory|token)[\s-])\bbudgets?\b|\bspend(?:ing)?\b|\bbilling\b|\bfinops\b|\bexpenses?\b|\bmoney\b|\bpric(?:es|ing)\b/i,
  },
  { topic: 'growth', words: /\bgrowth\b|\bprojections?\b|\bforecasts?\b/i },
  {
    topic: 'metrics',
    words: /\bnormal (?:operating )?(?:ranges?|values|levels)\b|\b(?:performance|metrics?|latency) baselines?\b/i,
  },
  { topic: 'settings', words: /\bbaselines?\b|\bresource (?:requirements|limits|requests)\b|\bsizing\b/i },
  { topic: 'tasks', words: TASKS, headingOnly: true },
  { topic: 'scaling', words: /\bscal(?:e|ing)\b|\bautoscal\w*|\bcapacity\b|\breplicas?\b/i },
  { topic: 'backups', words: /\bback(?:ing)?[\s-]?ups?\b|\bsnapshots?\b/i },
  {
    topic: 'secrets',
    words: /\bsecrets?\b|\bcredentials?\b|\bkey (?:management|rotation|vaults?)|\bcertificates?\b|\brotation polic/i,
  },
  {
    topic: 'runbooks',
    words:
      /\brunbooks?\b|\bplaybooks?\b|\btroubleshoot\w*|\b(?:common|known|frequent|typical) (?:\w+ )?(?:issues|problems|failures|faults|errors|incidents|(?:error|failure) scenarios)\b|\bwhen \w+ (?:is|are|go|goes|breaks?|fails?|stops?)\b|\bwhat to do (?:when|if)\b|\b(?:faults|problems) and\b/i,
  },
  { topic: 'controls', words: /\bsecurity\b|\bhardening\b|\bcompliance\b|\bdata protection\b/i },
  {
    topic: 'procedures',
    words:
      /\bdeploy\w*|\breleas(?:e|es|ing)\b|\broll(?:ing)?[\s-]?back\b|\bmigrat\w+|\brecover\w*|\brestor\w+|\bdisaster\b|\bfail-?over\b|\bincident\b|\bpost[\s-]?mortems?\b|\bprocedures?\b|\bemergenc/i,
    headingOnly: true,
  },
  {
    topic: 'links',
    words:
      /\blinks?\b|\bdocumentation\b(?! (?:requirements|updates|review))|\breferences?\b|\burls?\b|\bfurther reading\b|\bsee also\b|\bbookmarks\b/i,
  },
  {
    topic: 'contacts',
    words:
      /\bcontacts?\b|\bvendors?\b|\bwho to (?:call|reach|ask|page)\b|\bdistribution(?: list)?$|\brecipients\b|\bteams\b|\bcommunication channels\b|\bchannels\b|\bsupport\b|\bpeople\b/i,
    headingOnly: true,
  },
  { topic: 'settings', words: /\btools?\b|\btooling\b/i, headingOnly: true },
  {
    topic: 'metrics',
    words:
      /\bmetrics\b|\bmetric (?!is\b|was\b)\w|^(?:\w+ )?metric$|\bmonitor(?!\w*_)\w*|\bobservab\w+|\bdashboards?\b|(?<!\bthese )\bsignals?\b|\bindicators?\b|\bslis?\b|\bwhat (?:to|we|is|gets) (?:watch|measure|look at|monitor)\w*|\bmeasurements?\b|\btelemetry\b/i,
  },
  {
    topic: 'health',
    words: /\bhealth[\s-]*(?:checks?|probes?|endpoints?)\b|\bendpoints?\b|\bprobes?\b|\bis it (?:up|alive|running)\b/i,
  },
  { topic: 'health', words: /\bhealth\b/i, weak: true },
  {
    topic: 'advice',
    words:
      /\boptimi[sz]\w+|\bbest practices?\b|\bstrateg\w+|\btuning\b|\bfaster\b|\bspeed(?:ing)?\b|\bperformance\b|\brecommendations?\b|\btips\b/i,
    headingOnly: true,
    weak: true,
  },
  {
    topic: 'settings',
    words:
      /\barchitecture\b|\bcomponents?\b|\bfirewall\b|\bports\b|\bresources?\b|\bconfigurations?\b|\bsettings\b|\benvironments?\b|\bvariables?\b|\bservices?\b|\bnetwork(?:ing)?\b|\bstack\b|\binfrastructure\b|\btopology\b|\binventory\b|\boverview\b|\bsystem\b/i,
    headingOnly: true,
    weak: true,
  },
];

/** Topics that a weak word below them does not set aside. */
const TELLING: ReadonlySet<Topic> = new Set([
  'metrics',
  'alerts',
  'objectives',
  'recovery',
  'backups',
  'contacts',
  'tasks',
  'cost',
  'growth',
  'scaling',
]);
/** What the work of every week is about, where the title above says that it is weekly: "Weekly" → "Security audit". */
const SUBJECTS: ReadonlySet<Topic> = new Set([
  'checklist',
  'controls',
  'backups',
  'scaling',
  'settings',
  'health',
  'cost',
  'recovery',
  'secrets',
  'procedures',
  'windows',
]);

/** Whether a heading above the part says nothing but how often what stands below it is done. */
export function isUnderRhythm(part: Part): boolean {
  for (const above of upward(part))
    if (above !== part && above.form === 'heading' && topicOf(above) === 'tasks' && RHYTHM.test(above.title))
      return true;
  return false;
}

const KNOWN = new WeakMap<Part, Entry | null>();

function entryOf(part: Part): Entry | null {
  const known = KNOWN.get(part);
  if (known !== undefined) return known;
  // "**Mail provider (for alerts):**" is no title about alerts.
  const said =
    part.form === 'lead-in'
      ? part.title.replace(/\s*\((?:for|of|used|via|in|configured|set|applied|as|by) [^)]*\)/i, '')
      : part.title;
  // A name in code says nothing of what stands below: "Configuration (`MONITORING_*`)".
  const title = part.codes.reduce((rest, code) => rest.replace(code, ' '), said).trim() || said;
  const entry =
    TOPICS.find(({ words, headingOnly }) => words.test(title) && !(headingOnly && part.form === 'item')) ?? null;
  KNOWN.set(part, entry);
  return entry;
}

/** The topic that a part's own title states. The guide's title states none. */
export function topicOf(part: Part): Topic | null {
  const isTitle =
    part.depth === 1 && (part.parent?.children.length !== 1 || part.children.some(({ form }) => form === 'heading'));
  return part.form === 'guide' || isTitle ? null : (entryOf(part)?.topic ?? null);
}

/** "4. **Alerts**" in a list of dashboards is one of them: it shows alerts, it states none. */
const isPanel = (part: Part): boolean =>
  part.form === 'item' &&
  part.label === null &&
  /\bdashboards?$/i.test(
    part.parent?.form === 'lead-in' ? (part.parent.parent?.title ?? '') : (part.parent?.title ?? ''),
  );

const ERROR_BUDGET = /\berror budgets?\b/i;
const MONEY = /\bcosts?\b|\bspend|\bmoney\b|\bbill|[$€£]/i;

/** The topic a part stands under: that of the nearest title above it that has one. */
export function topicAbove(part: Part): Topic | null {
  let weak: Topic | null = null;
  for (const above of upward(part)) {
    const topic = above === part || isPanel(above) ? null : topicOf(above);
    if (topic === null || (weak !== null && !TELLING.has(topic))) continue;
    // "When the budget is used up" within "Error budget policy" speaks of that budget.
    if (
      topic === 'cost' &&
      ERROR_BUDGET.test(above.title) === false &&
      [...upward(above)].some(({ title }) => ERROR_BUDGET.test(title)) &&
      !MONEY.test(above.title)
    )
      return 'error-budget';
    const isWork = SUBJECTS.has(topic) || (above.form === 'heading' && isOrderedStep(above.title));
    if (!entryOf(above)!.weak) return isWork && isUnderRhythm(above) ? 'tasks' : topic;
    weak ??= topic;
  }
  return weak;
}
