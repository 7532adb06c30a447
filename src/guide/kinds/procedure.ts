import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { type Topic, topicAbove, topicOf } from '../topic.ts';
import { cadenceIn } from '../words/cadence.ts';
import { isOrderedStep } from '../words/order.ts';
import { severityClassIn } from '../words/severity-name.ts';
import { isOneByTitle, runs, stepsIn } from './steps.ts';
import { readScheduledWork } from './task.ts';

/** What a procedure is for, by the words of its title; the first that stands there. */
const PURPOSES: readonly (readonly [RegExp, string])[] = [
  [/\broll(?:ing)?[\s-]?back\b|\brevert/i, 'rollback'],
  [/\brestor\w+|\b(?:database|data) recovery\b/i, 'restore'],
  [/\bmigrat\w+/i, 'migrate'],
  [/\bback(?:ing)?[\s-]?ups?\b|\bsnapshot|\bdump/i, 'backup'],
  [/\brespon(?:se|d)\b|\bresponding to\b|\bincident\b|\bpost[\s-]?mortem|\bplaybook\b/i, 'respond'],
  [/\brecover\w*|\bfail-?over\b|\boutage\b|\bdisaster\b|\bemergency\b/i, 'recover'],
  [/\bdeploy\w*|\breleas\w+|\brollout\b|\brolling updates?\b|\bgo[\s-]live\b|\bshipping\b/i, 'deploy'],
];
const OTHER_DEEDS =
  /\b(?:procedure|process|steps|how to|tests?|testing|chaos|drill|manual (?:health )?check|restart\w*|rotat(?:e|ing)|renew\w*|upgrad\w+|onboarding|provision\w*|drain\w*|set-?up|install(?:ation)?$|installation|scal(?:e|ing) (?:out|up|down|the)|shut(?:ting)?[\s-]?down|start(?:ing)? up)\b/i;
/** A title that begins with what is done: "Clear the cache", "Adding a tenant". */
const DOES =
  /^(?:build(?:ing)?|generat(?:e|ing)|initiali[sz](?:e|ing)|clean(?:ing)?(?: |-)?up|bootstrap(?:ping)?|provision(?:ing)?|register(?:ing)?|configur(?:e|ing)|seed(?:ing)?|fix(?:ing)?|add(?:ing)?|creat(?:e|ing)|remov(?:e|ing)|delet(?:e|ing)|clear(?:ing)?|flush(?:ing)?|purg(?:e|ing)|reset(?:ting)?|(?:en|dis)abl(?:e|ing)|paus(?:e|ing)|resum(?:e|ing)|stop(?:ping)?|start(?:ing)?|kill(?:ing)?|switch(?:ing)?|promot(?:e|ing)|rebuild(?:ing)?|re-?index(?:ing)?|replay(?:ing)?|re-?queu(?:e|e?ing)|resiz(?:e|ing)|expand(?:ing)?|import(?:ing)?|updat(?:e|ing)|appl(?:y|ying)|install(?:ing)?|set(?:ting)? up|revok(?:e|ing)|unlock(?:ing)?|off-?board(?:ing)?|on-?board(?:ing)?|grant(?:ing)?|extend(?:ing)?|handl(?:e|ing)|rotat(?:e|ing)|renew(?:ing)?|restor(?:e|ing)|mov(?:e|ing)|replac(?:e|ing)|verify(?:ing)?|approv(?:e|ing)|invit(?:e|ing)|transferr?(?:ing)?|archiv(?:e|ing)|decommission(?:ing)?|provision(?:ing)?|connect(?:ing)?|publish(?:ing)?|customi[sz](?:e|ing))\s+\S/i;
const NO_DEED =
  /\b(?:when to|criteria|monitoring|queries|patterns|checklist|best practices|(?<!\bback-?ups? )strateg\w+|optimi[sz]ation|script|commands|overview|objectives?|classification|levels?|windows?|contacts?|prerequisites|requirements|causes|roles|responsibilities|topics|prevention|recommendations?|tips|guidelines|principles|next steps|future|improvements?|roadmap)\b|\btemplate$|\bautomat(?:ed|ic) (?:\w+ )?back-?ups?$/i;

/** The purpose a title states; null where it is outside the list. */
function purposeOf(title: string): string | null {
  return PURPOSES.find(([words]) => words.test(title))?.[1] ?? null;
}

/**
 * A heading or item that names a deed and holds its steps: numbered items, numbered sub-headings, or a block to run.
 * "### Rollback Procedure" with a block; "#### P0 - Critical" with steps under "Alert Response Procedures".
 */
export function readProcedure(part: Part): Draft[] {
  if (
    part.depth === 1 ||
    !(part.form === 'heading' || part.form === 'item' || part.form === 'lead-in') ||
    (NO_DEED.test(part.title) && severityClassIn(part.title) === null)
  )
    return [];
  const above = topicAbove(part);
  if (above === 'runbooks' && !isDeed(part)) return [];
  if (above === 'checklist' || above === 'cost') return [];
  if (above === 'tasks' && !(part.form === 'heading' && purposeOf(part.title) !== null)) return [];
  const classed = part.form === 'heading' && severityClassIn(part.title) !== null && above === 'procedures';
  const oneOfSeveral = isOneOfProcedures(part) || (isOneByTitle(part) && topicOf(part.parent!) === 'procedures');
  if (!isDeed(part) && !classed && !oneOfSeveral && !isTold(part) && !isUnderADeed(part)) return [];
  if (isPhase(part) || (SEVERAL.test(part.title) && part.children.some(isOneByTitle))) return [];
  if (cadenceIn(part.title) !== null && topicOf(part) === 'tasks') return [];
  if (!holdsSteps(part)) return [];
  // "#### Steps" are those of what stands above.
  const bare =
    part.form === 'heading' && /^(?:the )?(?:steps|procedure|process)\W*$/i.test(part.title) ? part.parent : null;
  if (bare && readScheduledWork(bare).length > 0) return [];
  const title = bare?.title || part.title;
  const named =
    purposeOf(title) ??
    (classed ? 'respond' : oneOfSeveral || part.form === 'lead-in' ? purposeOf(part.parent?.title ?? '') : null);
  return [
    draft(part, { kind: 'procedure', title, purpose: named, steps: stepsIn(part), commands: [] }, { text: part.title }),
  ];
}

/** "Rollback procedure:" below a deployment is a procedure beside it. */
export function isAnotherProcedure(leadIn: Part): boolean {
  const [own] = readProcedure(leadIn);
  return (
    own?.fields.kind === 'procedure' &&
    own.fields.purpose === 'rollback' &&
    purposeOf(leadIn.parent?.title ?? '') !== 'rollback'
  );
}

/** A lead-in "By hand:" under "Backups" introduces a procedure of its own. */
const BY_HAND = /\b(?:manual(?:ly)?|by hand|on demand|yourself)\b/i;

const isDeed = (part: Part): boolean =>
  (part.form === 'lead-in'
    ? BY_HAND.test(part.title) ||
      (/\b(?:procedure|steps)\b/i.test(part.title) && !/^(?:the )?(?:procedure|steps)\W*$/i.test(part.title))
    : purposeOf(part.title) !== null) ||
  (part.form === 'heading' && (OTHER_DEEDS.test(part.title) || DOES.test(part.title)));

const stepsOf = (part: Part): Part[] =>
  part.children
    .flatMap((child) => (child.form === 'lead-in' ? child.children : [child]))
    .filter((child) => child.form === 'item' && child.ordinal !== null && child.checked === null);

const SEVERAL = /\b(?:procedures|playbooks|scenarios)\b/i;

/** "### Data Loss" with its steps under "## Emergency Procedures". */
const isOneOfProcedures = (part: Part): boolean =>
  part.form === 'heading' &&
  !IS_A_STEP.test(part.text) &&
  part.parent?.form === 'heading' &&
  part.parent.depth > 1 &&
  /\b(?:procedures|playbooks|scenarios)\b/i.test(part.parent.title) &&
  (stepsOf(part).length > 1 ||
    (/\b(?:emergency|incident|disaster)\b/i.test(part.parent.title) && part.children.some(runs)));

const IS_A_STEP = /^(?:step|phase|stage)\b/i;

/** "#### Suspected breach" with its steps under "### Security Incident Response". */
const isUnderADeed = (part: Part): boolean =>
  part.form === 'heading' &&
  part.parent?.form === 'heading' &&
  part.parent.depth > 1 &&
  /^(?:respond|recover|restore)$/.test(purposeOf(part.parent.title) ?? '') &&
  !STATED.has(topicOf(part)) &&
  stepsOf(part).length > 1;

/** A part of a response or of a recovery: "Immediate actions (0-15 minutes)", "Containment". */
const PHASE =
  /\b(?:actions?|steps|phase|stage|resolution|response|assessment|verif\w+|communications?|investigation|mitigation|contain\w+|eradication|preparation|detection|triage|follow-?up|notification|immediate|short-term|long-term)\b/i;

const TIMED =
  /\(\s*(?:[<>~]|within|first|next|T\s*\+)?\s*\d+\s*(?:-|to|\+)?\s*\d*\s*\+?\s*(?:min|hour|hr|h\b|day|d\b|sec)/i;

/** Sub-headings that are the phases of one deed, with steps of their own. */
function phasesOf(part: Part): readonly Part[] {
  if (
    part.form !== 'heading' ||
    /\b(?:procedures|playbooks|scenarios)\b/i.test(part.title) ||
    !/^(?:respond|recover|restore|rollback|deploy)$/.test(purposeOf(part.title) ?? '')
  )
    return [];
  const headings = part.children.filter(({ form }) => form === 'heading');
  const isPhase = (heading: Part): boolean =>
    (PHASE.test(heading.title) || TIMED.test(heading.title)) &&
    !/\b(?:procedures|playbooks|scenarios|levels?|times?|matrix|teams?|roles)\b/i.test(heading.title) &&
    (stepsOf(heading).length > 0 || heading.children.some(runs));
  return headings.every(isPhase) ? headings : [];
}

/** Whether a heading is a phase of the procedure above it, and so none itself. */
export const isPhase = (part: Part): boolean => part.parent !== null && phasesOf(part.parent).includes(part);

/** Numbered steps under any title, each of which tells somebody to do something. */
const isTold = (part: Part): boolean =>
  part.form === 'heading' &&
  !IS_A_STEP.test(part.text) &&
  stepsOf(part).length > 1 &&
  stepsOf(part).every(({ title }) => isOrderedStep(title));

/**
 * Items in order, sub-headings in order, or a block right below. An item is a procedure only with a block of its own,
 * and only where its list is no sequence itself: the steps of a deployment are not deployments.
 */
function holdsSteps(part: Part): boolean {
  const below = part.children.flatMap((child) => (child.form === 'lead-in' ? child.children : [child]));
  const block = part.children.some(
    (child) =>
      runs(child) ||
      (child.form === 'lead-in' &&
        (child.title.length > 80 || !(isDeed(child) || BY_HAND.test(child.title))) &&
        child.children.some(runs)),
  );
  if (part.form === 'lead-in') return block;
  if (part.form === 'item') return block && !isStepOfSequence(part);
  const ordered = below.filter((child) => child.form === 'item' && child.ordinal !== null && child.checked === null);
  const headings = below.filter((child) => child.form === 'heading');
  // "1. Database backups", "2. Backups of files" under "Backups" are several of the kind, not steps of one.
  const sameKind = headings.every(
    ({ title }) => purposeOf(title) !== null && purposeOf(title) === purposeOf(part.title),
  );
  if ((headings.length > 1 && !sameKind && headings.every(isNumberedStep)) || phasesOf(part).length > 0) return true;
  if (ordered.some(({ label }) => /^(?:RTO|RPO)\b/.test(label ?? ''))) return false;
  return ordered.length > 1 ? !areAlternatives(part, ordered) : block;
}

/** Topics whose statements stand for themselves, also under a numbered heading. */
const STATED: ReadonlySet<Topic | null> = new Set<Topic | null>([
  'alerts',
  'contacts',
  'cost',
  'escalation',
  'metrics',
  'objectives',
  'recovery',
  'rotation',
  'severities',
  'tasks',
  'windows',
]);

/** "#### 2. Assessment" is a step; "### 2. Severity levels" and a numbered checklist are not. */
function isNumberedStep(heading: Part): boolean {
  return (
    heading.ordinal !== null &&
    (IS_A_STEP.test(heading.text) ||
      (!STATED.has(topicOf(heading)) &&
        !heading.children.some(
          (child) => child.checked !== null || child.form === 'row' || /^symptoms?\b/i.test(child.title),
        )))
  );
}

/** "Recovery Procedures" lists procedures; "Standard Deployment Process" lists the steps of one. */
function areAlternatives(part: Part, items: readonly Part[]): boolean {
  const several = /\b(?:procedures|backups|scenarios|options|recipes)\b/i.test(part.title);
  return several && items.every((item) => purposeOf(item.title) !== null);
}

function isStepOfSequence(part: Part): boolean {
  if (part.ordinal === null) return false;
  const list = part.parent!;
  const items = list.children.filter((child) => child.form === 'item');
  const heading = list.form === 'lead-in' ? list.parent! : list;
  return !areAlternatives(heading, items);
}
