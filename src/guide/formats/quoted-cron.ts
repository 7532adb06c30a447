import type { Part } from '../document/part.ts';
import type { Draft } from '../draft.ts';
import { languageOf } from '../words/language.ts';
import { BACKS_UP, scheduledDraft } from './crontab.ts';
import { scheduleOf } from './schedule-expression.ts';

/** Where a schedule stands in quotes: settings of platforms, code that names it, and pg_cron. */
const LANGUAGES = new Set([
  'json',
  'toml',
  'sql',
  'typescript',
  'javascript',
  'python',
  'ruby',
  'go',
  'java',
  'csharp',
  'kotlin',
  'php',
  'elixir',
]);
const QUOTED = /(["'`])((?:[\d*?/,-]+\s+){4,5}[\d*?/,A-Za-z-]+)\1/;
/** What names a line's work: `"path": "/api/tidy"`, `cron.schedule('tidy', …)`. */
const NAMES = /["'`]([A-Za-z/][^"'`\n]{2,80})["'`]/g;
const IS_A_SCHEDULE = /cron|schedul|timer|every/i;

/**
 * Schedules within code and settings: `{"path": "/api/tidy", "schedule": "0 5 * * *"}`, `crons = ["0 * * * *"]`,
 * `SELECT cron.schedule('tidy', '30 3 * * 6', 'VACUUM')`, `@Scheduled(cron = "0 0 2 * * *")`.
 */
export function readQuotedCron(fence: Part): Draft[] {
  if (!LANGUAGES.has(languageOf(fence.language, fence.text) ?? '') || !IS_A_SCHEDULE.test(fence.text)) return [];
  const lines = fence.text.split('\n');
  return lines.flatMap((line, n) => {
    if (line.length > MOST_CHARACTERS) return [];
    const cron = scheduleOf(QUOTED.exec(line)?.[2] ?? '');
    const around = [line, lines[n - 1] ?? '', lines[n - 2] ?? ''];
    if (cron === null || !around.some((each) => IS_A_SCHEDULE.test(each))) return [];
    const title = titleIn(line, lines, n);
    const place = { line: fence.line + 1 + n, endLine: fence.line + 1 + n, text: line.trim() };
    return [scheduledDraft(fence, { cron, title, isBackup: BACKS_UP.test(title), retention: null, tz: null }, place)];
  });
}

const MOST_CHARACTERS = 1000;

/** The name beside the schedule, the remark or the name above it, or what is scheduled below it. */
function titleIn(line: string, lines: readonly string[], n: number): string {
  const above = lines[n - 1] ?? '';
  const remark = /^\s*(?:#|\/\/|--)\s*(.+)$/.exec(above)?.[1];
  const called = /\b(?:def|void|function|func|async|Task)\s+(?:\w+\s+)?(\w+)\s*\(/.exec(lines[n + 1] ?? '')?.[1];
  const beside = nameIn(line);
  return beside ?? remark?.trim() ?? called ?? nameIn(above) ?? line.trim();
}

const nameIn = (line: string): string | null =>
  [...line.matchAll(NAMES)]
    .map(([, name]) => name!)
    .find((name) => scheduleOf(name) === null && !/^(?:cron|crons|schedule|path|name|job|UTC|timezone)$/i.test(name)) ??
  null;
