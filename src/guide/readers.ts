import type { Reader } from './draft.ts';
import { readAlertmanager } from './formats/alertmanager.ts';
import { readBracedResources } from './formats/braced-resources.ts';
import { readAzureCommand, readCloudCommands } from './formats/cloud-commands.ts';
import { readCrontab } from './formats/crontab.ts';
import { readGrafanaRules } from './formats/grafana.ts';
import { readHeredocs } from './formats/heredoc.ts';
import { readKubernetes } from './formats/kubernetes.ts';
import { readMappedResources } from './formats/mapped-resources.ts';
import { readNagiosServices } from './formats/nagios.ts';
import { readOpenSlo } from './formats/openslo.ts';
import { readProbes } from './formats/probes.ts';
import { readPrometheusRules, readPromqlBlock } from './formats/prometheus.ts';
import { readSloGenerator } from './formats/slo-generator.ts';
import { readSystemdTimer } from './formats/systemd-timer.ts';
import { readWorkflow } from './formats/workflow.ts';
import {
  readAlertGroup,
  readAlertLabel,
  readAlertLine,
  readAlertRow,
  readAlertSentence,
  readClassedSentence,
  readEscalationCriterion,
  readGradedLine,
  readReaction,
} from './kinds/alert.ts';
import {
  readBackupGroup,
  readBackupLine,
  readBackupMixture,
  readBackupRemarks,
  readBackupRow,
  readBackupSentence,
} from './kinds/backup.ts';
import { readBandItem, readBandRow, readBands } from './kinds/bands.ts';
import { readBudget, readBudgetCommand, readBudgetGroup, readSpendingLimit } from './kinds/budget.ts';
import { readBurnRow, readBurnSentence } from './kinds/burn-rate.ts';
import { readCheckLabel, readCheckRow, readCheckSentence } from './kinds/check.ts';
import { readChecklistBlock } from './kinds/checklist.ts';
import { readCommand } from './kinds/command.ts';
import {
  readAddressLine,
  readChannelLine,
  readContactLevel,
  readContactLevels,
  readContactLine,
  readContactRow,
  readOwner,
} from './kinds/contact.ts';
import { readControlLine } from './kinds/control.ts';
import { readCostLabel, readCostLine, readCostRow, readCostSentence, readCosts } from './kinds/cost.ts';
import { readBudgetLabel, readBudgetLine, readBudgetRemark, readDowntime } from './kinds/error-budget.ts';
import {
  readChain,
  readEscalationOfClass,
  readEscalationRow,
  readEscalationSentence,
  readEscalationTime,
  readLadder,
  readListedRung,
  readNestedRung,
  readRung,
} from './kinds/escalation.ts';
import { readGrowthLine, readGrowthRow, readGrowthSentence } from './kinds/growth.ts';
import { readAddressBlock, readFileLink, readLinkRow } from './kinds/link.ts';
import { readMetricAdvice, readMetricLine, readMetricRow } from './kinds/metric.ts';
import {
  readObjectiveColumns,
  readObjectiveLabel,
  readObjectiveLine,
  readObjectiveRow,
  readObjectiveSentence,
  readTargetRemark,
} from './kinds/objective.ts';
import { readProcedure } from './kinds/procedure.ts';
import { readRecoveryGroup, readRecoveryLine, readRecoveryRow } from './kinds/recovery.ts';
import { readRemarks } from './kinds/remark.ts';
import {
  readHandoffLabel,
  readRotation,
  readRotationLabel,
  readRotationSentence,
  readRotationWeeks,
} from './kinds/rotation.ts';
import { readRotationPolicy, readRotationRemarks } from './kinds/rotation-policy.ts';
import { readRunbook, readRunbookLine, readRunbookRow } from './kinds/runbook.ts';
import { readReplicaBounds, readScalingCommand, readScalingLine, readScalingRow } from './kinds/scaling.ts';
import {
  readAdvice,
  readEnvironmentBlock,
  readFileLabel,
  readInventoryRow,
  readSettingLine,
  readSettingRow,
  readTechnicalLine,
  readToolLine,
  readVariableLine,
} from './kinds/setting.ts';
import {
  readRouting,
  readSeverityCells,
  readSeverityGroup,
  readSeverityLine,
  readSeverityMatrix,
  readSeverityRow,
} from './kinds/severity.ts';
import {
  readReport,
  readRhythm,
  readRhythmNoun,
  readRhythmOrder,
  readRhythmSentence,
  readScheduledWork,
  readScheduleLabel,
  readTaskHeading,
  readTaskItem,
  readTaskRow,
} from './kinds/task.ts';
import { readWindowGroup, readWindowLine, readWindowRow, readWindowSentence } from './kinds/window.ts';
import type { Topic } from './topic.ts';

// Which readers look at what, in which order: the one place where the kinds meet. A reader that reads nothing returns an
// empty list, and the next one of its row is asked.

/** Kinds that state themselves in several parts below one title; what they read is not read again line by line. */
export const GROUPS: readonly Reader[] = [
  readAlertGroup,
  readSeverityGroup,
  readRecoveryGroup,
  readBackupGroup,
  readWindowGroup,
  readScheduledWork,
  readTaskHeading,
  readRotationWeeks,
  readContactLevel,
  readBudgetGroup,
];
/** Titles that hold steps: what stands below them is told, not stated. */
export const SEQUENCES: readonly Reader[] = [readRunbook, readProcedure];
/** What states itself also among the steps of a procedure. */
export const TOLD: readonly Reader[] = [readEscalationSentence, readChannelLine, readVariableLine];
/** The same of the rows of a table. */
export const TOLD_ROWS: readonly Reader[] = [
  readSeverityCells,
  readRunbookRow,
  readEscalationRow,
  readEscalationTime,
  readSeverityRow,
];
/** What a table row is, by its columns; the first that reads it. */
export const ROWS: readonly Reader[] = [
  readSeverityMatrix,
  readSeverityCells,
  readBurnRow,
  readBandRow,
  readObjectiveColumns,
  readCheckRow,
  readRecoveryRow,
  readRunbookRow,
  readEscalationRow,
  readEscalationOfClass,
  readEscalationTime,
  readAlertRow,
  readSeverityRow,
  readScalingRow,
  readObjectiveRow,
  readGrowthRow,
  readCostRow,
  readContactLevels,
  readContactRow,
  readBackupRow,
  readWindowRow,
  readTaskRow,
  readLinkRow,
  readMetricRow,
  readSettingRow,
  readInventoryRow,
];
/** What a statement says by itself, wherever it stands; the first that reads it. */
export const ANYWHERE: readonly Reader[] = [
  readBurnSentence,
  readBands,
  readBandItem,
  readReaction,
  readBudgetRemark,
  readRemarks,
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
  readNestedRung,
  readCheckLabel,
  readHandoffLabel,
  readRotationLabel,
  (part) => readDowntime(part),
  readFileLabel,
  readCostLabel,
];
/** What prose says by itself, under a title that has no reader for it. */
export const PROSE: readonly Reader[] = [
  readAlertSentence,
  readGradedLine,
  readClassedSentence,
  readSeverityLine,
  readObjectiveSentence,
  readRecoveryLine,
  readBackupMixture,
  readBackupSentence,
  readWindowSentence,
  readRotationSentence,
  readCheckSentence,
  readReport,
  readCostSentence,
  readAddressLine,
  readRhythmSentence,
  readRhythmOrder,
  readRhythmNoun,
];
/** What a statement means under a topic; the first that reads it. */
export const TOPICS: Readonly<Record<Topic, readonly Reader[]>> = {
  alerts: [readToolLine, readSeverityLine, readAlertSentence, readRouting, readAlertLine],
  advice: [readAdvice, readMetricAdvice, readSettingLine],
  backups: [readScheduleLabel, readBackupMixture, readRecoveryLine, readBackupLine, readRhythmSentence],
  checklist: [],
  contacts: [readRung, readNestedRung, readChain, readContactLine, readTechnicalLine],
  controls: [readControlLine],
  cost: [readSpendingLimit, readReport, readCosts, readCostLine, readSettingLine],
  'error-budget': [readBudgetLine],
  escalation: [readRung, readNestedRung, readListedRung, readChain, readEscalationCriterion, readContactLine],
  growth: [readGrowthLine],
  health: [readCheckSentence, readAlertSentence],
  links: [readFileLink],
  metrics: [readToolLine, readMetricLine],
  objectives: [readObjectiveLine, readCheckSentence],
  procedures: [],
  recovery: [readRecoveryLine, readRhythmSentence],
  rotation: [readSeverityLine, readRotation, readRung, readContactLine],
  runbooks: [readRunbookLine],
  scaling: [readScalingLine, readGrowthLine, readSettingLine],
  secrets: [readControlLine],
  settings: [readCheckSentence, readAddressLine, readSettingLine],
  severities: [readSeverityLine],
  tasks: [readWindowSentence, readTaskItem],
  windows: [readWindowLine, readRhythmSentence],
};
/** Files of other programs, as YAML or JSON. */
const FILES: readonly Reader[] = [
  readPrometheusRules,
  readAlertmanager,
  readOpenSlo,
  readKubernetes,
  readSloGenerator,
  readGrafanaRules,
  readProbes,
  readWorkflow,
  readMappedResources,
];
/** What a block says besides being a command. */
export const FENCES: readonly Reader[] = [
  readCommand,
  readChecklistBlock,
  readAddressBlock,
  readLadder,
  readEnvironmentBlock,
  ...FILES,
  readHeredocs(FILES),
  readNagiosServices,
  readPromqlBlock,
  readSystemdTimer,
  readBracedResources,
  readCloudCommands,
  readAzureCommand,
  readCrontab,
  readBackupRemarks,
  readRotationRemarks,
  readBudgetCommand,
  readScalingCommand,
];

/** Topics whose readers tell a sentence of theirs from mere talk. */
export const READS_PROSE: ReadonlySet<Topic> = new Set([
  'alerts',
  'backups',
  'contacts',
  'cost',
  'error-budget',
  'escalation',
  'health',
  'objectives',
  'recovery',
  'rotation',
  'scaling',
  'tasks',
  'windows',
]);
