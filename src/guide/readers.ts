import type { Reader } from './draft.ts';
import { readAlertmanager } from './formats/alertmanager.ts';
import { readBracedResources } from './formats/braced-resources.ts';
import { readAzureCommand, readCloudCommands } from './formats/cloud-commands.ts';
import { readCrontab } from './formats/crontab.ts';
import { readFilesWithin } from './formats/file-within.ts';
import { readGrafanaRules } from './formats/grafana.ts';
import { readKubernetes } from './formats/kubernetes.ts';
import { readMappedResources } from './formats/mapped-resources.ts';
import { readNagiosServices } from './formats/nagios.ts';
import { readOpenSlo } from './formats/openslo.ts';
import { readOwnSettings } from './formats/own-settings.ts';
import { readProbes } from './formats/probes.ts';
import { readPrometheusRules, readPromqlBlock } from './formats/prometheus.ts';
import { readQuotedCron } from './formats/quoted-cron.ts';
import { readSloGenerator } from './formats/slo-generator.ts';
import { readSystemdTimer } from './formats/systemd-timer.ts';
import { readTomlChecks } from './formats/toml-checks.ts';
import { readWorkflow } from './formats/workflow.ts';
import {
  readAlertGroup,
  readAlertLabel,
  readAlertLine,
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
  readBackupSentence,
} from './kinds/backup.ts';
import { readBandItem, readBandLabel, readBands } from './kinds/bands.ts';
import { readBudget, readBudgetCommand, readBudgetGroup, readSpendingLimit } from './kinds/budget.ts';
import { readBurnSentence } from './kinds/burn-rate.ts';
import { readCheckLabel, readCheckSentence } from './kinds/check.ts';
import { readCommand } from './kinds/command.ts';
import {
  readAddressLine,
  readAddressOnly,
  readChannelLine,
  readContactCard,
  readContactLevel,
  readContactLine,
  readContactSentence,
  readOwner,
} from './kinds/contact.ts';
import { readControlLine } from './kinds/control.ts';
import { readCostLabel, readCostLine, readCostSentence, readCosts } from './kinds/cost.ts';
import {
  readBudgetLabel,
  readBudgetLine,
  readBudgetRemark,
  readDowntime,
  readDowntimeLine,
} from './kinds/error-budget.ts';
import { readEscalationCase, readEscalationLabel, readEscalationSentence } from './kinds/escalation.ts';
import { readGrowthLine, readGrowthSentence } from './kinds/growth.ts';
import { readChain, readLadder, readListedRung, readNestedRung, readRung, readToldRung } from './kinds/ladder.ts';
import { readAddressBlock, readFileLink } from './kinds/link.ts';
import { readMetricAdvice, readMetricLine } from './kinds/metric.ts';
import { readObjectiveLabel, readObjectiveLine, readObjectiveSentence, readTargetRemark } from './kinds/objective.ts';
import { readProcedure } from './kinds/procedure.ts';
import { readRecoveryGroup, readRecoveryLabel, readRecoveryLine } from './kinds/recovery.ts';
import { readRemarks } from './kinds/remark.ts';
import {
  readBareRhythm,
  readReport,
  readRhythm,
  readRhythmLabel,
  readRhythmNoun,
  readRhythmOrder,
  readRhythmSentence,
  readScheduleLabel,
} from './kinds/rhythm.ts';
import {
  readHandoffLabel,
  readRotation,
  readRotationLabel,
  readRotationSentence,
  readRotationWeeks,
} from './kinds/rotation.ts';
import { readRotationPolicy, readRotationRemarks } from './kinds/rotation-policy.ts';
import { readRunbook, readRunbookLine } from './kinds/runbook.ts';
import { readReplicaBounds, readScalingCommand, readScalingLine } from './kinds/scaling.ts';
import {
  readAdvice,
  readEnvironmentBlock,
  readFileLabel,
  readNamedSettings,
  readSettingLine,
  readTechnicalLine,
  readToolLine,
  readVariableLine,
} from './kinds/setting.ts';
import { readRouting, readSeverityGroup, readSeverityLine } from './kinds/severity.ts';
import { readScheduledWork, readTaskHeading, readTaskItem } from './kinds/task.ts';
import { readAnnouncedWindow, readWindowGroup, readWindowLine, readWindowSentence } from './kinds/window.ts';
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
  readContactCard,
];
/** Titles that hold steps: what stands below them is told, not stated. */
export const SEQUENCES: readonly Reader[] = [readRunbook, readProcedure];
/** What states itself also among the steps of a procedure. */
export const TOLD: readonly Reader[] = [
  readEscalationSentence,
  readChannelLine,
  readVariableLine,
  readRecoveryLabel,
  readToldRung,
];
/** What a statement says by itself, wherever it stands; the first that reads it. */
export const ANYWHERE: readonly Reader[] = [
  readEscalationCase,
  readNamedSettings,
  readBareRhythm,
  readBurnSentence,
  readBands,
  readBandItem,
  readBandLabel,
  readReaction,
  readBudgetRemark,
  readRemarks,
  readAlertLabel,
  readObjectiveLabel,
  readTargetRemark,
  readBudget,
  readBudgetLabel,
  readDowntimeLine,
  readRotationPolicy,
  readRotationLabel,
  readRhythm,
  readOwner,
  readEscalationSentence,
  readGrowthSentence,
  readReplicaBounds,
  readNestedRung,
  readCheckLabel,
  readHandoffLabel,
  readAddressOnly,
  readEscalationLabel,
  readRhythmLabel,
  readAnnouncedWindow,
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
  readContactSentence,
];
/** What a statement means under a topic; the first that reads it. */
export const TOPICS: Readonly<Record<Topic, readonly Reader[]>> = {
  alerts: [readToolLine, readSeverityLine, readAlertSentence, readRouting, readAlertLine],
  advice: [readAdvice, readMetricAdvice, readSettingLine],
  backups: [readScheduleLabel, readBackupMixture, readRecoveryLine, readBackupLine, readRhythmSentence],
  checklist: [],
  contacts: [readFileLink, readRung, readNestedRung, readChain, readContactLine, readTechnicalLine],
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
  readOwnSettings,
];
/** What a block says besides being a command. */
export const FENCES: readonly Reader[] = [
  readCommand,
  readAddressBlock,
  readLadder,
  readEnvironmentBlock,
  ...FILES,
  readFilesWithin(FILES),
  readNagiosServices,
  readTomlChecks,
  readQuotedCron,
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
