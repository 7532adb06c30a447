import type { Rule } from './rule.ts';
import { alertAgainstRollback } from './rules/alert-against-rollback.ts';
import { alertLooserThanObjective } from './rules/alert-looser-than-objective.ts';
import { alertWithoutAction } from './rules/alert-without-action.ts';
import { alertWithoutRunbook } from './rules/alert-without-runbook.ts';
import { alertWithoutSeverity } from './rules/alert-without-severity.ts';
import { alertWithoutWindow } from './rules/alert-without-window.ts';
import { availabilityAgainstErrorRate } from './rules/availability-against-error-rate.ts';
import { backupWithoutRestore } from './rules/backup-without-restore.ts';
import { backupWithoutRetention } from './rules/backup-without-retention.ts';
import { budgetBelowCost } from './rules/budget-below-cost.ts';
import { commandNotFound } from './rules/command-not-found.ts';
import { contradictingSeverities } from './rules/contradicting-severities.ts';
import { contradictingTargets } from './rules/contradicting-targets.ts';
import { costTotal } from './rules/cost-total.ts';
import { dateTakenTwice } from './rules/date-taken-twice.ts';
import { deadAnchor } from './rules/dead-anchor.ts';
import { deadLink } from './rules/dead-link.ts';
import { destructiveCommand } from './rules/destructive-command.ts';
import { downtimeArithmetic } from './rules/downtime-arithmetic.ts';
import { duplicateHeading } from './rules/duplicate-heading.ts';
import { elidedCommand } from './rules/elided-command.ts';
import { escalationToNobody } from './rules/escalation-to-nobody.ts';
import { evidenceDestroyedFirst } from './rules/evidence-destroyed-first.ts';
import { fixedDateInCommand } from './rules/fixed-date-in-command.ts';
import { globForOneFile } from './rules/glob-for-one-file.ts';
import { interactiveCommand } from './rules/interactive-command.ts';
import { latencyWithoutStatistic } from './rules/latency-without-statistic.ts';
import { namespaceMissing } from './rules/namespace-missing.ts';
import { objectiveWithoutAlert } from './rules/objective-without-alert.ts';
import { onCallWithoutSchedule } from './rules/on-call-without-schedule.ts';
import { printsASecret } from './rules/prints-a-secret.ts';
import { recoveryWithoutDrill } from './rules/recovery-without-drill.ts';
import { recoveryWithoutRpo } from './rules/recovery-without-rpo.ts';
import { requestsCalledMinutes } from './rules/requests-called-minutes.ts';
import { retentionWithoutSchedule } from './rules/retention-without-schedule.ts';
import { reviewOverdue } from './rules/review-overdue.ts';
import { runbookWithoutAlert } from './rules/runbook-without-alert.ts';
import { scaleAgainstAutoscaler } from './rules/scale-against-autoscaler.ts';
import { secretInClear } from './rules/secret-in-clear.ts';
import { severityWithoutResponse } from './rules/severity-without-response.ts';
import { shebangNotFirst } from './rules/shebang-not-first.ts';
import { sqlInBash } from './rules/sql-in-bash.ts';
import { stepOrder } from './rules/step-order.ts';
import { templateLeftOver } from './rules/template-left-over.ts';
import { timeWithoutZone } from './rules/time-without-zone.ts';
import { twoSeverityVocabularies } from './rules/two-severity-vocabularies.ts';
import { unknownAlertName } from './rules/unknown-alert-name.ts';
import { unquotedPlaceholder } from './rules/unquoted-placeholder.ts';
import { vagueThreshold } from './rules/vague-threshold.ts';
import { variableNeverSet } from './rules/variable-never-set.ts';
import { wrongCommentMarks } from './rules/wrong-comment-marks.ts';
import { wronglyDecoded } from './rules/wrongly-decoded.ts';
import { zoneWithTwoMeanings } from './rules/zone-with-two-meanings.ts';

/** Every rule; the order says nothing, findings are ordered by their place. */
export const RULES: readonly Rule[] = [
  alertAgainstRollback,
  alertLooserThanObjective,
  alertWithoutAction,
  alertWithoutRunbook,
  alertWithoutSeverity,
  alertWithoutWindow,
  availabilityAgainstErrorRate,
  backupWithoutRestore,
  backupWithoutRetention,
  budgetBelowCost,
  commandNotFound,
  contradictingSeverities,
  contradictingTargets,
  costTotal,
  dateTakenTwice,
  deadAnchor,
  deadLink,
  destructiveCommand,
  downtimeArithmetic,
  duplicateHeading,
  elidedCommand,
  escalationToNobody,
  evidenceDestroyedFirst,
  fixedDateInCommand,
  globForOneFile,
  interactiveCommand,
  latencyWithoutStatistic,
  namespaceMissing,
  objectiveWithoutAlert,
  onCallWithoutSchedule,
  printsASecret,
  recoveryWithoutDrill,
  recoveryWithoutRpo,
  requestsCalledMinutes,
  retentionWithoutSchedule,
  reviewOverdue,
  runbookWithoutAlert,
  scaleAgainstAutoscaler,
  secretInClear,
  severityWithoutResponse,
  shebangNotFirst,
  sqlInBash,
  stepOrder,
  templateLeftOver,
  timeWithoutZone,
  twoSeverityVocabularies,
  unknownAlertName,
  unquotedPlaceholder,
  vagueThreshold,
  variableNeverSet,
  wrongCommentMarks,
  wronglyDecoded,
  zoneWithTwoMeanings,
];
