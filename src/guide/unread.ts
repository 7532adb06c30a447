import type { Commitment } from '../plan/commitment.ts';
import type { Diagnostic } from '../plan/diagnostic.ts';
import { MOST_CHARACTERS_OF_A_STATEMENT } from './document/clean.ts';
import { asFenced, type Part, walk } from './document/part.ts';
import { unclosedResourceIn } from './formats/braced-resources.ts';
import { yamlFaultIn } from './formats/yaml-block.ts';
import { cadenceIn } from './words/cadence.ts';
import { clockTimesIn } from './words/clock-time.ts';
import { comparisonsIn } from './words/comparison.ts';
import { cronIn } from './words/cron.ts';
import { durationsIn } from './words/duration.ts';
import { languageOf } from './words/language.ts';
import { moneyIn } from './words/money.ts';

/** What a statement carries that ought to have become a commitment, and how to say it so that it does. */
const SIGNS: readonly {
  readonly carries: (text: string) => boolean;
  readonly what: string;
  readonly wayOut: string;
  readonly severity: 'info' | 'warning';
}[] = [
  {
    carries: (text) => comparisonsIn(text).some(({ quantity }) => quantity.seconds === null),
    what: 'a threshold',
    wayOut:
      'Name what is measured and stand it under a title that says what it is for (alerts, metrics, objectives, scaling), for example "CPU usage > 80% for 5 minutes"',
    severity: 'warning',
  },
  {
    carries: (text) => cronIn(text) !== null,
    what: 'a schedule',
    wayOut: 'Say what runs at that time, for example "Backups: daily at 02:00 UTC"',
    severity: 'warning',
  },
  {
    carries: (text) => moneyIn(text) !== null,
    what: 'an amount of money',
    wayOut: 'Stand it under a title about cost or budget, for example "Budget: $100/month, alert at 80%"',
    severity: 'info',
  },
  {
    carries: (text) => /\d\s?%/.test(text),
    what: 'a percentage',
    wayOut: 'Name what is measured, for example "Availability: 99.9% a month"',
    severity: 'info',
  },
  {
    carries: (text) => durationsIn(text).length > 0,
    what: 'a duration',
    wayOut: 'Say what has to happen within it, and to what',
    severity: 'info',
  },
  {
    carries: (text) => clockTimesIn(text).length > 0,
    what: 'a time of day',
    wayOut: 'Say what happens then and how often, for example "Maintenance: Sundays 02:00-04:00 UTC"',
    severity: 'info',
  },
  {
    carries: (text) => A_DATE.test(text),
    what: 'a date',
    wayOut: 'Say what has to be done by then and how often, for example "Certificates: renewed every 90 days"',
    severity: 'info',
  },
  {
    carries: (text) => A_MULTIPLE.test(text),
    what: 'a comparison with what is usual',
    wayOut:
      'Stand it under a title about alerts, for example "Traffic more than twice the weekly average for 10 minutes"',
    severity: 'info',
  },
  {
    carries: (text) => A_ROLE.test(text),
    what: 'somebody to be told',
    wayOut:
      'Say after how long or under which condition, for example "After 15 minutes without an answer, page the team lead"',
    severity: 'info',
  },
  {
    carries: (text) => cadenceIn(text) !== null,
    what: 'a rhythm',
    wayOut: 'Stand it under a title such as "Weekly tasks", or write "Task: weekly"',
    severity: 'info',
  },
];

const MONTH =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)';
const A_DATE = new RegExp(
  `\\b\\d{1,2}\\.? ${MONTH}\\b|\\b${MONTH} \\d{1,2}(?:st|nd|rd|th)?\\b|\\b20\\d\\d-\\d\\d-\\d\\d\\b`,
);
const A_MULTIPLE =
  /\b(?:twice|double|half|\d+ ?x|\d+ times)\b.{0,40}\b(?:average|usual|normal|baseline|last (?:week|month))\b/i;
const A_ROLE =
  /\b(?:escalate|page|notify|inform|call) (?:to )?(?:the )?[\w -]{0,30}\b(?:engineer|lead|manager|director|officer|team|on-call|owner|head)\b/i;

/** What carries a number with a unit, a schedule, a comparison or a block of code, and became no commitment. */
export function unreadIn(document: Part, commitments: readonly Commitment[]): Diagnostic[] {
  const read = linesOf(commitments);
  const diagnostics: Diagnostic[] = [];
  for (const part of walk(document)) {
    if (part.form !== 'fence' && part.text.length >= MOST_CHARACTERS_OF_A_STATEMENT) diagnostics.push(tooLong(part));
    const broken = part.form === 'fence' ? brokenBlock(part) : null;
    if (broken) diagnostics.push(broken);
    if (broken || part.form === 'guide' || part.form === 'heading' || isRead(part, read) || isOfContents(part))
      continue;
    const diagnostic = part.form === 'fence' ? unreadBlock(part) : unreadText(part);
    if (diagnostic) diagnostics.push(diagnostic);
  }
  return diagnostics;
}

/** A line of a table of contents. */
const isOfContents = (part: Part): boolean =>
  part.links.some(({ url }) => url.startsWith('#')) &&
  part.links.reduce((rest, { title }) => rest.replace(title, ''), part.text).replace(/[\W_\d]/g, '').length < 12;

function tooLong(part: Part): Diagnostic {
  return {
    line: part.line,
    severity: 'warning',
    message: `Only the first ${MOST_CHARACTERS_OF_A_STATEMENT} characters of this statement were read. Break it into several.`,
  };
}

/** A block is read where any of its lines is; a lead-in where anything it introduces is. */
function isRead(part: Part, read: ReadonlyMap<number, readonly string[] | null>): boolean {
  const until = part.form === 'fence' || part.form === 'lead-in' ? part.endLine : part.line;
  for (let line = part.line; line <= until; line += 1) {
    const texts = read.get(line);
    if (texts === undefined) continue;
    // Several sentences may share a line: each has to be read itself.
    if (texts === null || part.form !== 'line') return true;
    if (texts.some((text) => text.includes(part.text) || part.text.includes(text))) return true;
  }
  return false;
}

/** What was read of each line: the texts of its statements; null where a commitment spans it whole. */
function linesOf(commitments: readonly Commitment[]): Map<number, readonly string[] | null> {
  const read = new Map<number, readonly string[] | null>();
  for (const { line, endLine, text, kind } of commitments) {
    const spans = endLine > line || kind === 'command' || kind === 'link';
    for (let at = line; at <= endLine; at += 1) {
      const before = read.get(at);
      read.set(at, kind !== 'link' && (spans || before === null) ? null : [...(before ?? []), text]);
    }
  }
  return read;
}

function unreadText(part: Part): Diagnostic | null {
  const sign = SIGNS.find(({ carries }) => carries(part.text));
  const command = part.codes.find((code) => code.includes(' ') && languageOf(null, code) === 'bash');
  if (!sign && command)
    return {
      line: part.line,
      severity: 'info',
      message: `The command "${shortened(command)}" stands within a sentence and cannot be run from here. Give it a fenced block of its own.`,
    };
  if (!sign) return null;
  return {
    line: part.line,
    severity: sign.severity,
    message: `"${shortened(part.text)}" carries ${sign.what}, but it was not understood as a commitment. ${sign.wayOut}.`,
  };
}

/** A file of a known format that breaks off: half of it may have been read, and the half that was not is missing. */
function brokenBlock(part: Part): Diagnostic | null {
  const fault = KNOWN_FILE.test(part.text) ? yamlFaultIn(asFenced(part)) : null;
  const unclosed = fault ? null : unclosedResourceIn(asFenced(part));
  if (unclosed !== null)
    return {
      line: unclosed,
      severity: 'warning',
      message: 'The braces of this resource are not closed, and it was not read. Close them, or show the whole of it.',
    };
  return fault === null
    ? null
    : {
        line: Math.min(fault.line, part.endLine),
        severity: 'warning',
        message: `This ${part.language ?? 'YAML'} breaks off here (${fault.message.replace(/\.$/, '')}); what stands below it may be missing. Look at the indentation, the quotes and the brackets of this line and the one above.`,
      };
}

const KNOWN_FILE =
  /^\s*(?:- )?"?(?:alert|groups|receivers|route|kind|apiVersion|slos|Resources|schedules?|scrape_configs|(?:liveness|readiness)Probe)"?:/m;

/** Diagrams and samples say by their label that they are not to be run. */
const SHOWN: ReadonlySet<string> = new Set(['mermaid', 'plantuml', 'dot', 'json', 'diff']);

function unreadBlock(part: Part): Diagnostic | null {
  if (!part.text.trim() || SHOWN.has(part.language ?? '')) return null;
  const language = languageOf(part.language, part.text);
  if (language === null)
    return {
      line: part.line,
      severity: 'warning',
      message: `This block has no language and none could be told from "${shortened(part.text.trim().split('\n')[0]!)}". Write one after the opening fence, for example \`\`\`bash.`,
    };
  return {
    line: part.line,
    severity: 'info',
    message: `A ${language} block shows something and is not run. If it is a command, label the fence with its language, for example bash or sql.`,
  };
}

const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
