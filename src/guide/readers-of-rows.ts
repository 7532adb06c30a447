import type { Reader } from './draft.ts';
import { readAlertRow } from './kinds/alert-row.ts';
import { readBackupRow } from './kinds/backup.ts';
import { readBandRow } from './kinds/bands.ts';
import { readBurnRow } from './kinds/burn-rate.ts';
import { readCheckRow } from './kinds/check.ts';
import { readContactLevels, readContactRow, readOwnerRow } from './kinds/contact.ts';
import { readCostRow } from './kinds/cost.ts';
import { readEscalationRow, readEscalationTime } from './kinds/escalation.ts';
import { readGrowthRow } from './kinds/growth.ts';
import { readLinkRow } from './kinds/link.ts';
import { readMetricRow } from './kinds/metric.ts';
import { readObjectiveColumns, readObjectiveRow } from './kinds/objective.ts';
import { readRecoveryRow } from './kinds/recovery.ts';
import { readRunbookRow } from './kinds/runbook.ts';
import { readScalingRow } from './kinds/scaling.ts';
import { readInventoryRow, readSettingRow, readSizingRow } from './kinds/setting.ts';
import { readSeverityCells, readSeverityMatrix, readSeverityRow } from './kinds/severity-row.ts';
import { readReviewRow, readTaskRow } from './kinds/task.ts';
import { readWindowRow } from './kinds/window.ts';

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
  readReviewRow,
  readOwnerRow,
  readLinkRow,
  readMetricRow,
  readSettingRow,
  readInventoryRow,
  readSizingRow,
];
