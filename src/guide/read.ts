import { asFenced, type Part, walk } from './document/part.ts';
import type { Draft, Reader } from './draft.ts';
import { readBackupItem } from './kinds/backup.ts';
import { readCheckCommands } from './kinds/check.ts';
import { readChecklist } from './kinds/checklist.ts';
import { readControlBox } from './kinds/control.ts';
import { readEscalationLabel } from './kinds/escalation.ts';
import { readLinks } from './kinds/link.ts';
import { readTargetTitle } from './kinds/objective.ts';
import { isAnotherProcedure } from './kinds/procedure.ts';
import { readRhythm, readRhythmLeadIn } from './kinds/rhythm.ts';
import { readRotationTitle } from './kinds/rotation.ts';
import { withAlertNames } from './kinds/runbook.ts';
import { readSeverityLeadIn } from './kinds/severity.ts';
import { readTaskItem } from './kinds/task.ts';
import { readWindowTitle } from './kinds/window.ts';
import { type ReadSections, readSections } from './memory.ts';
import { inOneSpelling } from './one-spelling.ts';
import { ANYWHERE, FENCES, GROUPS, PROSE, READS_PROSE, SEQUENCES, TOLD, TOPICS } from './readers.ts';
import { ROWS, TOLD_ROWS } from './readers-of-rows.ts';
import { isUnderRhythm, type Topic, topicAbove, topicOf } from './topic.ts';

/** Reads the whole tree; drafts come in the order of the guide. */
export function readParts(document: Part, known: ReadSections | null = null): Draft[] {
  const sections = sectionsOf(document);
  const read = new Set(sections);
  const drafts = [
    ...readTree(document, (part) => read.has(part)),
    ...(known ? readSections(sections, known, readSection) : sections.flatMap(readSection)),
  ];
  drafts.push(...readCheckCommands(document, drafts));
  return [...inOneSpelling(withAlertNames(drafts))].sort((a, b) => a.line - b.line || b.endLine - a.endLine);
}

const readSection = (section: Part): Draft[] => readTree(section, () => false);

/** The parts right below the guide or its title that are sections: each is read by itself. */
function sectionsOf(document: Part): Part[] {
  return headingsBelow(document).flatMap((part) => (part.depth === 1 ? headingsBelow(part) : [part]));
}

const headingsBelow = (title: Part): Part[] => title.children.filter(({ form }) => form === 'heading');

/** Reads a part and all below it but what is read elsewhere. */
function readTree(root: Part, elsewhere: (part: Part) => boolean): Draft[] {
  const drafts: Draft[] = [];
  const told = new Set<Part>();
  const used = new Set<Part>();
  const parts = [...walkWithout(root, elsewhere)];
  for (const part of parts) {
    drafts.push(...readChecklist(part));
    const group = used.has(part) ? [] : first(GROUPS, part);
    drafts.push(...group);
    for (const child of coveredBy(group, part)) mark(child, used);
    if (group.length > 0) used.add(part);
    const isClass = group[0]?.fields.kind === 'severity';
    const sequence = isClass || (told.has(part) && part.form !== 'heading') ? [] : first(SEQUENCES, part);
    drafts.push(...sequence, ...readBackupItem(part), ...readSeverityLeadIn(part), ...readRhythmLeadIn(part));
    drafts.push(...readTargetTitle(part), ...readWindowTitle(part), ...readRotationTitle(part));
    if (sequence.length > 0 || isTaskWithParts(part)) markTold(part, sequence[0]?.fields.kind === 'procedure', told);
  }
  return [...drafts, ...parts.flatMap((part) => readPart(part, used.has(part), told.has(part)))];
}

/** Topics where "**Weekly**: Sunday 02:00-04:00" states itself though a list of details hangs on it. */
const STATED_WITH_DETAILS: ReadonlySet<Topic> = new Set(['windows', 'backups', 'recovery', 'rotation', 'contacts']);

function* walkWithout(part: Part, elsewhere: (part: Part) => boolean): Generator<Part> {
  if (elsewhere(part)) return;
  yield part;
  for (const child of part.children) yield* walkWithout(child, elsewhere);
}

function readPart(part: Part, isUsed: boolean, isTold: boolean): readonly Draft[] {
  if (part.form === 'fence') return readBlock(part);
  if (part.form === 'guide' || part.form === 'heading') return [];
  if (isOfContents(part)) return [];
  const links = readLinks(part);
  if (isUsed) return [...links, ...readEscalationLabel(part)];
  if (part.form === 'row') return withLinks(first(isTold ? TOLD_ROWS : ROWS, part), links);
  if (isTold) return [...links, ...first(TOLD, part)];
  if (part.form === 'line' && SPEAKS_OF_ITSELF.test(part.text)) return links;
  const topic = topicAbove(part);
  // A line of a table of contents.
  if (links.length === 0 && part.links.length > 0 && isOnlyLinks(part)) return [];
  if (part.checked !== null) return [...links, ...readBox(part, topic)];
  if (part.form === 'lead-in' && part.children.length > 0) return links;
  if (links.length > 0 && (topic === 'links' || isOnlyLinks(part))) return links;
  const anywhere = topic === 'tasks' && part.form === 'item' ? [] : first(ANYWHERE, part);
  if (anywhere.length > 0) return [...links, ...anywhere];
  const states = part.label !== null && part.value !== '' && topic !== null && STATED_WITH_DETAILS.has(topic);
  if (part.children.length > 0 && topic !== 'tasks' && !states) return links;
  const byTopic =
    topic === null || (part.form === 'line' && part.label === null && !READS_PROSE.has(topic))
      ? []
      : first(TOPICS[topic], part);
  return [...links, ...(byTopic.length > 0 ? byTopic : first(PROSE, part))];
}

/** "This manual covers the monthly reviews" says what stands in it, and commits to nothing. */
const SPEAKS_OF_ITSELF =
  /^(?:this|the (?:following|present)) (?:[\w-]+ ){0,2}(?:manual|document|documentation|guide|runbook|page|section|handbook|chapter|playbook|directory|folder)s? (?:also )?(?:covers?|describes?|explains?|contains?|provides?|outlines?|documents?|details?|lists?|defines?|shows?|tells?|gives?|includes?|walks?)\b/i;

/** What a block says, each at its own line. */
function readBlock(part: Part): readonly Draft[] {
  const block = asFenced(part);
  const drafts = FENCES.flatMap((reader) => reader(block));
  return block === part ? drafts : drafts.map((read) => ({ ...read, part, line: Math.max(read.line, part.line) }));
}

function first(readers: readonly Reader[], part: Part): readonly Draft[] {
  for (const reader of readers) {
    const drafts = reader(part);
    if (drafts.length > 0) return drafts;
  }
  return [];
}

function mark(part: Part, set: Set<Part>): void {
  for (const below of walk(part)) set.add(below);
}

/** What a lead-in within a procedure states for itself: "Scale up when:", "Roll back if:". */
const STATES: ReadonlySet<Topic | null> = new Set<Topic | null>([
  'alerts',
  'scaling',
  'escalation',
  'metrics',
  'contacts',
]);

const statesItself = (leadIn: Part): boolean =>
  STATES.has(topicOf(leadIn)) && leadIn.children.every(({ form, ordinal }) => form === 'item' && ordinal === null);

/** What stands below is told; a procedure's loose bullets beside its steps are statements of their own. */
function markTold(part: Part, isProcedure: boolean, told: Set<Part>): void {
  const loose = (child: Part): boolean =>
    isProcedure &&
    (child.form === 'row' ||
      (part.form === 'heading' && (child.form === 'line' || (child.form === 'item' && child.ordinal === null))));
  for (const child of part.children) {
    if (child.form === 'lead-in' && isProcedure && (statesItself(child) || isAnotherProcedure(child))) continue;
    if (child.form === 'lead-in') {
      markTold(child, isProcedure && part.form === 'heading', told);
      // "Diagnostic steps:" of a runbook is no procedure beside it.
      if (!isProcedure) told.add(child);
    } else if (!loose(child)) mark(child, told);
  }
}

/** What a group has read: the parts it says, or all below its title but the next titles. */
function coveredBy([group]: readonly Draft[], part: Part): readonly Part[] {
  return group ? (group.covers ?? part.children.filter((child) => child.form !== 'heading')) : [];
}

/** A task whose list or block says how it is done. */
const isTaskWithParts = (part: Part): boolean =>
  part.form === 'item' && part.children.length > 0 && topicAbove(part) === 'tasks';

function readBox(part: Part, topic: Topic | null): readonly Draft[] {
  const rhythm = readRhythm(part);
  if (topic === 'tasks' || isUnderRhythm(part)) return readTaskItem(part);
  const secure =
    topic === 'controls' || topic === 'secrets' || /\bsecurity|hardening|compliance/i.test(part.parent?.title ?? '');
  return [...(secure ? readControlBox(part) : []), ...rhythm];
}

/** An entry of the table of contents. */
const isOfContents = (part: Part): boolean => part.links.some(({ url }) => url.startsWith('#')) && isOnlyLinks(part);

const isOnlyLinks = (part: Part): boolean =>
  part.links.reduce((rest, { title }) => rest.replace(title, ''), part.value).replace(/[\W_]/g, '').length === 0;
const withLinks = (row: readonly Draft[], links: readonly Draft[]): readonly Draft[] =>
  row.some(({ fields }) => fields.kind === 'link') ? row : [...row, ...links];
