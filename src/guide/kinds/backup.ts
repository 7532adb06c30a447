import type { BackupFields } from '../../plan/commitment.ts';
import { type Part, upward } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { topicAbove } from '../topic.ts';
import { cadenceIn } from '../words/cadence.ts';
import { cronIn, scheduleIn } from '../words/cron.ts';
import { durationsIn } from '../words/duration.ts';
import { withDigits } from '../words/numeral.ts';
import { isOrder } from '../words/order.ts';
import { zoneIn } from '../words/zone.ts';
import { cell, has } from './columns.ts';
import { isUnderAnOrder, labelled, pick } from './labels.ts';
import { runs } from './steps.ts';

const POINT_IN_TIME = /\bpoint[\s-]in[\s-]time\b|\bany (?:point|second|moment)\b|\bPITR\b|\bWAL\b/i;
/** How much there is, or where it lies: "40 GB", "./data (default)". */
const NO_BACKUP = /^(?:(?:~|≈|about )?\s*[\d.,]+(?:\s?-\s?[\d.,]+)?\s?[KMGTP]i?B\b|\S*\/\S* \((?:override|default)\b)/i;
const ENCRYPTION = /\b(AES-?\s?\d{3}(?:-\w+)?|GPG|PGP|KMS|age|customer-managed keys?)\b/i;
const RETAINED =
  /\b(?:retain\w*|retention|kept|keep|keeps|stored for|saved for|delete[ds]? after|expir\w+|purged?|for the last|last)\b/i;

/** | Orders | nightly at 01:30 UTC | 45 days | bucket | */
export function readBackupRow(row: Part): Draft[] {
  const lies = row.columns.findIndex((header) =>
    /^(?:primary|location|storage|stored|where|destination)\b/i.test(header),
  );
  const ofBackups = topicAbove(row) === 'backups';
  if (!has(row, 'retention') && !(ofBackups && (has(row, 'schedule') || lies > 0))) return [];
  const schedule = cell(row, 'schedule');
  const encryption = cell(row, 'encryption');
  return [
    draft(row, {
      ...NOTHING,
      target: cell(row, 'service') || cell(row, 'name') || row.cells[0] || null,
      schedule: scheduleIn(schedule),
      tz: zoneIn(schedule),
      retentionS: firstDuration(cell(row, 'retention')),
      storage: cell(row, 'storage') || row.cells[lies] || null,
      encryption: (ENCRYPTION.exec(encryption)?.[1] ?? encryption) || null,
    }),
  ];
}

/** "#### Automated Backups" with "- **Schedule**: every day 03:00 UTC", "- **Retention**: 45 days" below it. */
export function readBackupGroup(part: Part): Draft[] {
  if (!(part.form === 'heading' || part.form === 'lead-in' || part.form === 'item')) return [];
  const labels = labelled(part);
  const schedule = pick(labels, /^(?:frequency|schedule|cadence|when|runs|time|how often)\b/);
  const retention = pick(labels, /\bretention|\bretain|\bkept|\bkeep/);
  const storage = pick(labels, /^(?:storage|location|destination|stored|where|target bucket|bucket)\b/);
  const encryption = pick(labels, /\bencrypt/);
  const point = pick(labels, /\bpoint[\s-]in[\s-]time|\bpitr/);
  const stated = [schedule, retention, storage, encryption].filter(Boolean).length;
  if (stated === 0 || (stated < 2 && !(schedule && savesBelow(part))) || !isAboutBackups(part)) return [];
  const tiers = tiersIn(part);
  const single = tiers.some((tier) => tier.part === retention) ? null : retention;
  const used = [schedule, single, storage, encryption].filter((child) => child !== null);
  if (used.length === 0) return [];
  const fields: BackupFields = {
    ...NOTHING,
    target: targetOf(part.title) ?? targetAbove(part),
    schedule: schedule ? scheduleIn(withDigits(schedule.value)) : null,
    tz: schedule ? zoneIn(schedule.value) : null,
    retentionS: single ? firstDuration(single.value) : null,
    storage: storage?.value ?? null,
    encryption: encryption ? (ENCRYPTION.exec(encryption.value)?.[1] ?? encryption.value) : null,
    pointInTimeS: point ? firstDuration(point.value) : null,
  };
  return [
    draft(part, fields, {
      line: used[0]!.line,
      endLine: used.at(-1)!.endLine,
      covers: [...used, ...tiers.map((tier) => tier.part)],
      text: `${part.title}: ${used.map((child) => child.text).join('; ')}`,
    }),
    ...tiers,
  ];
}

/** "Retention:" over "- Daily: 7 days", "- Weekly: 4 weeks": a copy of each kind, with its time. */
function tiersIn(part: Part): Draft[] {
  const leadIns = part.children.filter((child) => child.form === 'lead-in' && RETAINED.test(child.title));
  return leadIns
    .flatMap(({ children }) => children)
    .flatMap((tier) => {
      const retentionS = tier.label && cadenceIn(tier.label) ? firstDuration(tier.value) : null;
      if (retentionS === null) return [];
      const target = [targetOf(part.title) ?? targetAbove(part), tier.label!.toLowerCase()].filter(Boolean).join(' ');
      return [draft(tier, { ...NOTHING, target, retentionS })];
    });
}

/** A block that saves, with its schedule below it: no check of a backup, no test of one. */
const savesBelow = (part: Part): boolean =>
  part.children.some(runs) && !/\b(?:tests?|checks?|verif\w+|validat\w+|restor\w+|monitor\w*)\b/i.test(part.title);

/** An item "1. **Database Backups**", or a lead-in under "Nightly backups", with the block that takes them. */
export function readBackupItem(part: Part): Draft[] {
  const rhythmic = (above: Part): boolean =>
    /\b(?:automat\w+|scheduled|cron)\b/i.test(above.title) || cadenceIn(above.title) !== null;
  const isScheduled = part.form === 'lead-in' && (rhythmic(part) || (part.parent !== null && rhythmic(part.parent)));
  if (
    !(part.form === 'item' || isScheduled) ||
    !/\bback[\s-]?ups?\b/i.test(part.title) ||
    /\bmanual|\bon[\s-]demand|\b(?:test|verif\w+|check|restor\w+|list|from)\b/i.test(part.title) ||
    (isOrder(part.title) &&
      !/^(?:back|take|make|create|save|run|schedule|perform|write|set|configure|enable)\b/i.test(part.title)) ||
    !part.children.some(runs)
  )
    return [];
  const remarks = part.children.flatMap(({ text }) => text.split('\n').filter((line) => /^\s*#/.test(line)));
  // "Backups run daily at 02:00 via cron:" says itself when.
  const isSentence = scheduleIn(part.title) !== null;
  const said = isSentence ? part.title : remarks.join(' ');
  return [
    draft(part, {
      ...NOTHING,
      target: isSentence ? targetAbove(part) : (targetOf(part.title) ?? part.title),
      schedule: scheduleIn(said),
      tz: zoneIn(said),
      retentionS: firstDuration(retentionWords(said)),
    }),
  ];
}

const KIND =
  '(?:full|incrementals?|differentials?|diff|incr|wal|binlogs?|transaction logs?|archive logs?|logs?|snapshots?|yearly|annual|monthly|weekly|daily|nightly|hourly)';
const MIXED = new RegExp(`\\s*[,;+]\\s+(?:and\\s+)?(?=${KIND}\\b)|\\s+and\\s+(?=${KIND}\\b)`, 'i');
const OF_KIND = new RegExp(`\\b(${KIND})\\b`, 'i');

/** Several kinds in one statement: "full on Sundays at 01:00, differential Mon-Sat 01:00"; "full 12 weeks, incremental 14 days". */
export function readBackupMixture(part: Part): Draft[] {
  const text = withDigits(part.label === null ? part.text : part.value);
  const pieces = text.split(MIXED);
  if (
    pieces.length < 2 ||
    !(topicAbove(part) === 'backups' || /\bback[\s-]?ups?\b|\bdumps?\b|\bsnapshots?\b/i.test(part.text))
  )
    return [];
  const keeps = RETAINED.test(part.label ?? '') || RETAINED.test(text);
  const drafts = pieces.flatMap((piece) => {
    const kind = /\b(?:full|incrementals?|differentials?)\b/i.exec(piece)?.[0] ?? OF_KIND.exec(piece)?.[1];
    const schedule = scheduleIn(piece);
    const spoken = schedule !== null || cadenceIn(piece) !== null || /\bcontinuous/i.test(piece);
    const retentionS =
      keeps && !spoken ? firstDuration(piece) : RETAINED.test(piece) ? firstDuration(retentionWords(piece)) : null;
    if (!kind || !(spoken || (retentionS !== null && !POINT_IN_TIME.test(piece)))) return [];
    const own = part.label && !RETAINED.test(part.label) ? targetOf(part.label) : targetAbove(part);
    const target = [own, kind.toLowerCase()].filter(Boolean).join(' ');
    const pointInTimeS = POINT_IN_TIME.test(piece) ? firstDuration(piece.replace(/\bevery \d+ \w+/gi, ' ')) : null;
    return [
      draft(part, {
        ...NOTHING,
        target,
        schedule,
        tz: zoneIn(part.text),
        retentionS,
        storage: storageIn(part.text),
        encryption: ENCRYPTION.exec(part.text)?.[1] ?? null,
        pointInTimeS,
      }),
    ];
  });
  return drafts.length > 1 ? drafts : [];
}

/** Wherever it stands: "We dump the database every night at 02:30 UTC and keep the dumps for two weeks." */
export function readBackupSentence(part: Part): Draft[] {
  const text = withDigits(part.text);
  const saves =
    /\bback(?:ed|s|ing)?[\s-]?ups?\b|\bdump(?:s|ed)?\b|\bsnapshots?\b|\b(?:restor\w*|recover\w*)\b.*\bany (?:point|second|moment)\b/i.test(
      text,
    );
  return saves && (scheduleIn(text) !== null || (RETAINED.test(text) && durationsIn(text).length > 0))
    ? readBackupLine(part)
    : [];
}

/** "# Full dump every night, kept for 10 days" in a block under a title about backups. */
export function readBackupRemarks(fence: Part): Draft[] {
  if (!isAboutBackups(fence) || fence.parent?.form === 'item') return [];
  // What the guide says beside the block counts, not what the block repeats.
  if (fence.parent && pick(labelled(fence.parent), /\bretention|\bschedule|\bfrequency/)) return [];
  return fence.text.split('\n').flatMap((row, n) => {
    const text = /^\s*#(?!!)\s*(.+?)\s*$/.exec(row)?.[1];
    // The line of cron below it says the same, and exactly.
    if (!text || text.length > 120 || cronIn(fence.text.split('\n')[n + 1] ?? '') !== null) return [];
    const said: Part = { ...fence, form: 'line', text, label: null, value: text, title: text, language: null };
    const place = { line: fence.line + 1 + n, endLine: fence.line + 1 + n, text };
    return readBackupSentence(said).map(({ fields }) => draft(fence, fields, place));
  });
}

/** "- **Orders**: nightly at 01:30 UTC (kept 45 days)"; "- Point-in-time recovery for 10 days" */
export function readBackupLine(part: Part): Draft[] {
  const text = withDigits(part.text);
  const rhythm = cadenceIn(text) !== null || scheduleIn(text) !== null;
  const stated =
    rhythm ||
    RETAINED.test(text) ||
    POINT_IN_TIME.test(text) ||
    (part.label !== null && !/^\W*(?:warning|danger|caution)$/i.test(part.label)) ||
    /\bback[\s-]?ups?\b|\bmirror|\breplicat|\bsnapshot/i.test(text);
  if (NO_BACKUP.test(part.value) || (!rhythm && isUnderAnOrder(part))) return [];
  // A whole sentence that only mentions a backup says something else of it.
  const isTalk =
    part.label === null && text.split(' ').length > 10 && !rhythm && !RETAINED.test(text) && !POINT_IN_TIME.test(text);
  if (isTalk) return [];
  if (!stated || /^(?:last|next)\b/i.test(text) || (/\bmanual\b/i.test(part.title) && !rhythm)) return [];
  if (
    /\b(?:restor\w+|test(?:ed|s)?|drill\w*|rehears\w+)\b/i.test(text) &&
    rhythm &&
    !RETAINED.test(text) &&
    !/\bback(?:ed|s)?[\s-]?ups?\b/i.test(text)
  )
    return [];
  if (
    part.form === 'line' &&
    part.label === null &&
    !(
      /\bback(?:ed|s)?[\s-]?ups?\b|\bdumps?\b|\bsnapshots?\b|\bmirror\w*|\breplicat\w*|\b(?:copied|archived)\b/i.test(
        text,
      ) &&
      (rhythm || (RETAINED.test(text) && /\d/.test(text)))
    )
  )
    return [];
  const clauses = text.split(/;\s+/);
  const pointed = clauses.filter((clause) => POINT_IN_TIME.test(clause)).join('; ');
  const saved = clauses.filter((clause) => !POINT_IN_TIME.test(clause)).join('; ');
  const point = pointed !== '';
  return [
    draft(part, {
      ...NOTHING,
      target:
        (part.label && !point && !/^(?:automated|automatic|daily|nightly|weekly|full|incremental)/i.test(part.label)
          ? targetOf(part.label)
          : null) ??
        (part.label === null && text.split(' ').length < 6 ? targetOf(part.text) : null) ??
        targetAbove(part),
      schedule: scheduleIn(text),
      tz: zoneIn(text),
      retentionS: firstDuration(retentionWords(saved)),
      storage: storageIn(part.text),
      encryption: ENCRYPTION.exec(part.text)?.[1] ?? null,
      pointInTimeS: point ? firstDuration(pointed) : null,
    }),
  ];
}

const NOTHING: BackupFields = {
  kind: 'backup',
  target: null,
  schedule: null,
  tz: null,
  retentionS: null,
  storage: null,
  encryption: null,
  pointInTimeS: null,
};

const storageIn = (text: string): string | null =>
  /\b(?:s3|gs|az|b2|file):\/\/[^\s,;)]+/i.exec(text)?.[0] ??
  /\b(?:stored|kept|saved|copied|uploaded|go|sent) (?:in|on|to|at) ([^,.;()]+)/i.exec(text)?.[1]?.trim() ??
  null;

function firstDuration(text: string): number | null {
  const [first] = durationsIn(withDigits(text));
  return first ? Math.round(first.seconds) : null;
}

/** The clause that says how long: "daily … (7-day retention)", "retained 7-35 days"; a rhythm's "every 6 hours" is none. */
function retentionWords(text: string): string {
  if (!RETAINED.test(text)) return '';
  return text.replace(/\bevery \d+ \w+/gi, ' ').replace(/\b(?:last|past) backup\b/gi, ' ');
}

/** "Database Backups" → "database"; "Automated Backups" → null. */
function targetOf(title: string): string | null {
  const words = title
    .replace(
      /\b(?:automated|automatic|daily|nightly|weekly|hourly|monthly|manual|full|incremental|back[\s-]?ups?|snapshots?|strategy|procedures?|schedule|policy|mirroring|and|&|recovery|point[\s-]in[\s-]time|restore|DR|disaster)\b/gi,
      ' ',
    )
    .replace(/\s+[:&-]+(?=\s|$)|\s+/g, ' ')
    .replace(/^[\s:&-]+|[\s,:&-]+$/g, '');
  return words || null;
}

function targetAbove(part: Part): string | null {
  for (const above of upward(part)) {
    if (above === part || above.depth === 1 || above.form === 'guide') continue;
    const target = /\bback[\s-]?ups?\b/i.test(above.title) ? targetOf(above.title) : null;
    if (target) return target;
  }
  return null;
}

const isAboutBackups = (part: Part): boolean =>
  [...upward(part)].some((above) => /\bback[\s-]?ups?\b|\bsnapshots?\b|\bdumps?\b/i.test(above.title));
