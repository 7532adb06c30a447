import { type Part, walk } from './document/part.ts';
import type { Draft, Reader } from './draft.ts';
import { readAlertGroup, readAlertLabel, readAlertLine, readAlertRow, readAlertSentence } from './kinds/alert.ts';
import { readBackupGroup, readBackupItem, readBackupLine, readBackupRow, readBackupSentence } from './kinds/backup.ts';
import { readBudget, readBudgetCommand } from './kinds/budget.ts';
import { checkedPaths, readCheckCommand, readCheckRow, readCheckSentence } from './kinds/check.ts';
import { readChecklist } from './kinds/checklist.ts';
import { readCommand } from './kinds/command.ts';
import { readAddressLine, readContactLine, readContactRow, readOwner } from './kinds/contact.ts';
import { readControlBox, readControlLine } from './kinds/control.ts';
import { readCostLine, readCostRow, readCostSentence } from './kinds/cost.ts';
import { readChain, readEscalationRow, readEscalationSentence, readLadder, readRung } from './kinds/escalation.ts';
import { readGrowthLine, readGrowthRow, readGrowthSentence } from './kinds/growth.ts';
import { readAddressBlock, readLinkRow, readLinks } from './kinds/link.ts';
import { readMetricAdvice, readMetricLine, readMetricRow } from './kinds/metric.ts';
import {
  readBudgetLabel,
  readBudgetLine,
  readObjectiveLabel,
  readObjectiveLine,
  readObjectiveRow,
  readObjectiveSentence,
  readTargetRemark,
} from './kinds/objective.ts';
import { readProcedure } from './kinds/procedure.ts';
import { readRecoveryGroup, readRecoveryLine, readRecoveryRow } from './kinds/recovery.ts';
import { readRotation, readRotationSentence } from './kinds/rotation.ts';
import { readRotationPolicy, readRotationRemarks } from './kinds/rotation-policy.ts';
import { readRunbook, withAlertNames } from './kinds/runbook.ts';
import { readReplicaBounds, readScalingCommand, readScalingLine, readScalingRow } from './kinds/scaling.ts';
import { readAdvice, readEnvironmentBlock, readSettingLine, readSettingRow } from './kinds/setting.ts';
import { readSeverityGroup, readSeverityLeadIn, readSeverityLine, readSeverityRow } from './kinds/severity.ts';
import { readCronRemarks, readReport, readRhythm, readTaskItem, readTaskRow } from './kinds/task.ts';
import { readWindowGroup, readWindowLine, readWindowRow, readWindowSentence } from './kinds/window.ts';
import { type Topic, topicAbove } from './topic.ts';

/** Kinds that state themselves in several parts below one title; what they read is not read again line by line. */
const GROUPS: readonly Reader[] = [
  readAlertGroup,
  readSeverityGroup,
  readRecoveryGroup,
  readBackupGroup,
  readWindowGroup,
];
/** Titles that hold steps: what stands below them is told, not stated. */
const SEQUENCES: readonly Reader[] = [readRunbook, readProcedure];
/** What a table row is, by its columns; the first that reads it. */
const ROWS: readonly Reader[] = [
  readCheckRow,
  readRecoveryRow,
  readEscalationRow,
  readAlertRow,
  readSeverityRow,
  readScalingRow,
  readObjectiveRow,
  readGrowthRow,
  readCostRow,
  readContactRow,
  readBackupRow,
  readWindowRow,
  readTaskRow,
  readLinkRow,
  readMetricRow,
  readSettingRow,
];
/** What a statement says by itself, wherever it stands; the first that reads it. */
const ANYWHERE: readonly Reader[] = [
  readAlertLabel,
  readObjectiveLabel,
  readTargetRemark,
  readBudget,
  readBudgetLabel,
  readRotationPolicy,
  readRhythm,
  readOwner,
  readEscalationSentence,
  readGrowthSentence,
  readReplicaBounds,
];
/** What prose says by itself, under a title that has no reader for it. */
const PROSE: readonly Reader[] = [
  readAlertSentence,
  readSeverityLine,
  readObjectiveSentence,
  readRecoveryLine,
  readBackupSentence,
  readWindowSentence,
  readRotationSentence,
  readCheckSentence,
  readReport,
  readCostSentence,
  readAddressLine,
];
/** What a statement means under a topic; the first that reads it. */
const TOPICS: Readonly<Record<Topic, readonly Reader[]>> = {
  alerts: [readSeverityLine, readAlertLine],
  advice: [readAdvice, readMetricAdvice, readSettingLine],
  backups: [readRecoveryLine, readBackupLine],
  checklist: [],
  contacts: [readRung, readChain, readContactLine],
  controls: [readControlLine],
  cost: [readReport, readCostLine, readSettingLine],
  'error-budget': [readBudgetLine],
  escalation: [readRung, readChain, readContactLine],
  growth: [readGrowthLine],
  health: [readCheckSentence, readAlertSentence],
  links: [],
  metrics: [readMetricLine],
  objectives: [readObjectiveLine],
  procedures: [],
  recovery: [readRecoveryLine],
  rotation: [readSeverityLine, readRotation, readContactLine],
  runbooks: [],
  scaling: [readScalingLine, readGrowthLine, readSettingLine],
  secrets: [readControlLine],
  settings: [readCheckSentence, readSettingLine],
  severities: [readSeverityLine],
  tasks: [readWindowSentence, readTaskItem],
  windows: [readWindowLine],
};
/** What a block says besides being a command. */
const FENCES: readonly Reader[] = [
  readCommand,
  readAddressBlock,
  readLadder,
  readEnvironmentBlock,
  readCronRemarks,
  readRotationRemarks,
  readBudgetCommand,
  readScalingCommand,
];

/** Reads the whole tree; drafts come in the order of the guide. */
export function readParts(document: Part): Draft[] {
  const drafts: Draft[] = [];
  const told = new Set<Part>();
  const used = new Set<Part>();
  for (const part of walk(document)) {
    drafts.push(...readChecklist(part));
    const group = used.has(part) ? [] : first(GROUPS, part);
    drafts.push(...group);
    for (const child of coveredBy(group, part)) mark(child, used);
    if (group.length > 0) used.add(part);
    const sequence = told.has(part) && part.form !== 'heading' ? [] : first(SEQUENCES, part);
    drafts.push(...sequence, ...readBackupItem(part), ...readSeverityLeadIn(part));
    if (sequence.length > 0 || isTaskWithParts(part)) markTold(part, sequence[0]?.fields.kind === 'procedure', told);
  }
  const stated = [...walk(document)].flatMap((part) => readPart(part, used.has(part), told.has(part)));
  drafts.push(...stated);
  const paths = checkedPaths(drafts);
  for (const fence of walk(document))
    if (fence.form === 'fence') {
      const checks = readCheckCommand(fence, paths);
      for (const { fields } of checks)
        if (fields.kind === 'check' && fields.url) paths.add(fields.url.replace(/^https?:\/\/[^/]+/, ''));
      drafts.push(...checks);
    }
  return withAlertNames(drafts).sort((a, b) => a.line - b.line || b.endLine - a.endLine);
}

function readPart(part: Part, isUsed: boolean, isTold: boolean): readonly Draft[] {
  if (part.form === 'fence') return FENCES.flatMap((reader) => reader(part));
  if (part.form === 'guide' || part.form === 'heading') return [];
  const links = readLinks(part);
  if (isUsed) return links;
  if (part.form === 'row') return isTold ? links : withLinks(first(ROWS, part), links);
  if (isTold) return [...links, ...readEscalationSentence(part)];
  const topic = topicAbove(part);
  if (part.checked !== null) return [...links, ...readBox(part, topic)];
  if (part.form === 'lead-in' && part.children.length > 0) return links;
  const anywhere = topic === 'tasks' && part.form === 'item' ? [] : first(ANYWHERE, part);
  if (anywhere.length > 0) return [...links, ...anywhere];
  if (part.children.length > 0 && topic !== 'tasks') return links;
  if (links.length > 0 && (topic === 'links' || isOnlyLinks(part))) return links;
  const byTopic =
    topic === null || (part.form === 'line' && part.label === null && !READS_PROSE.has(topic))
      ? []
      : first(TOPICS[topic], part);
  return [...links, ...(byTopic.length > 0 ? byTopic : first(PROSE, part))];
}

/** Topics whose readers tell a sentence of theirs from mere talk. */
const READS_PROSE: ReadonlySet<Topic> = new Set([
  'backups',
  'error-budget',
  'escalation',
  'health',
  'objectives',
  'recovery',
  'rotation',
  'windows',
]);

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

/** What stands below is told; a procedure's loose bullets beside its steps are statements of their own. */
function markTold(part: Part, isProcedure: boolean, told: Set<Part>): void {
  const loose = (child: Part): boolean =>
    isProcedure &&
    part.form === 'heading' &&
    (child.form === 'line' || (child.form === 'item' && child.ordinal === null));
  for (const child of part.children) {
    if (child.form === 'lead-in') markTold(child, isProcedure && part.form === 'heading', told);
    else if (!loose(child)) mark(child, told);
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
  if (topic === 'tasks') return readTaskItem(part);
  const secure =
    topic === 'controls' || topic === 'secrets' || /\bsecurity|hardening|compliance/i.test(part.parent?.title ?? '');
  return [...(secure ? readControlBox(part) : []), ...rhythm];
}

const isOnlyLinks = (part: Part): boolean =>
  part.links.reduce((rest, { title }) => rest.replace(title, ''), part.value).replace(/[\W_]/g, '').length === 0;
const withLinks = (row: readonly Draft[], links: readonly Draft[]): readonly Draft[] =>
  row.some(({ fields }) => fields.kind === 'link') ? row : [...row, ...links];
