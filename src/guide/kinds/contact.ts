import type { ContactFields } from '../../plan/commitment.ts';
import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { topicAbove } from '../topic.ts';
import { addressesIn, addressIn, channelIn } from '../words/channel.ts';
import { durationsIn } from '../words/duration.ts';
import { withDigits } from '../words/numeral.ts';
import { isOrder } from '../words/order.ts';
import { cell, has } from './columns.ts';

const LEVEL =
  /^(primary|secondary|tertiary|backup|escalation|owner|(?:first|second|third|1st|2nd|3rd)[ -](?:level|line|tier)|(?:l|level |tier )\d)\b/i;
/** Labels of what is said about people, not of people. */
const ABOUT =
  /^(?:response(?: times?)?|(?:week|day|month|phase|stage|step|sprint)s? #?\d.*|handles|documentation|duration|frequency|participants?|purpose|test suite|hours|scope|coverage|when|notes?|scenario|expected|reports?|history|smtp|host|port|sender)\b|\b(?:time|hours|reports?|history|suite|server|host|port)$/i;

/** "Port authority (for spills)": whom to turn to, and for what. */
const NAMED_FOR = /^(\p{Lu}[\p{L}\p{N} /&.-]{2,40}?)\s*\((?:for|if|when)\b[^)]*\)$/u;
/** "Box support", "Payments team": somebody by name alone. */
const IS_A_DESK = /^\p{Lu}[\p{L}\p{N} /&.-]{1,38}\b(?:support|team|desk|hotline|helpdesk|engineer|lead|manager)$/u;
/** "7-day rotation", "1.5x hourly rate", "30 minutes" say something of people, and name none. */
const A_QUANTITY = /^\d[\d.,]*(?:x\b|\s?(?:%|percent\b)|[\s-]?(?:min\w*|hours?|days?|weeks?|months?)\b)/i;
/** What is said of a channel, not where it ends. */
const DESCRIBES = /\b(?:notifications?|channel|alerts|warnings|critical|all|only|when|used|primary|urgent)\b/i;

/** | Team Lead | A. Person | lead@example.com | - | L2 | */
export function readContactRow(row: Part): Draft[] {
  if (
    !(
      has(row, 'email') ||
      has(row, 'phone') ||
      has(row, 'chat') ||
      has(row, 'role', 'channel') ||
      has(row, 'role', 'person') ||
      (has(row, 'person') && topicAbove(row) === 'contacts') ||
      (has(row, 'role') && /^(?:rotation|escalation)$/.test(topicAbove(row) ?? '') && !has(row, 'task')) ||
      (has(row, 'channel') && OF_PEOPLE.has(topicAbove(row) ?? ''))
    )
  )
    return [];
  // "| 2 | Duty manager | nobody answers |" under "Level | Contact | When": the contact is a role.
  const byLevel = /^(?:level|tier|step|order|#)$/i.test(row.columns[0] ?? '') && !addressIn(cell(row, 'channel'));
  const role = byLevel
    ? cell(row, 'role') || cell(row, 'channel') || cell(row, 'person')
    : cell(row, 'role') || cell(row, 'person') || row.cells[0] || '';
  if (!role) return [];
  const named = (['email', 'phone', 'chat', 'channel'] as const).map((column) => cell(row, column)).filter(Boolean);
  const ways = named.length > 0 ? named : row.cells.slice(1);
  const found = ways.map(addressIn).find((address) => address !== null) ?? null;
  const channel = found?.channel ?? ways.map(channelIn).find((name) => name !== null) ?? null;
  const level = levelIn(row) ?? (byLevel ? row.cells[0]! : null);
  // A second address of another kind is another way to the same people.
  const others = ways
    .map(addressIn)
    .filter((other) => other !== null && found !== null && other.channel !== found.channel)
    .map((other) => draft(row, { kind: 'contact', role, level, ...other! } satisfies ContactFields));
  const contact: ContactFields = { kind: 'contact', role, level, channel, address: found?.address ?? null };
  return [draft(row, contact), ...others, ...readWait(row, role)];
}

/** | Role | Contact | Escalation | with a time in the last column: when this role is reached, or is left for the next. */
function readWait(row: Part, role: string): Draft[] {
  const at = row.columns.findIndex((header) => /^escalat\w*(?: (?:after|time|delay))?$/i.test(header));
  const table = (row.parent?.children ?? []).filter(({ form, columns }) => form === 'row' && columns === row.columns);
  const wait = (other: Part | undefined): number | null => {
    const [first] = durationsIn(withDigits(other?.cells[at] ?? ''));
    return first ? Math.round(first.seconds) : null;
  };
  if (at < 0 || wait(row) === null) return [];
  const n = table.indexOf(row);
  const leaves = wait(table[0]) !== null;
  const [from, to] = leaves ? [role, table[n + 1]?.title] : [table[n - 1]?.title ?? null, role];
  return to ? [draft(row, { kind: 'escalation', from, to, afterS: wait(row), severity: null })] : [];
}

/** | Role | Primary | Secondary |, under a title about contacts, with addresses in the columns of the levels. */
export function readContactLevels(row: Part): Draft[] {
  const levels = row.columns.flatMap((header, n) => (n > 0 && LEVEL.test(header) ? [{ header, n }] : []));
  const role = row.cells[0] ?? '';
  if (!role || topicAbove(row) !== 'contacts' || !levels.some(({ n }) => addressIn(row.cells[n] ?? ''))) return [];
  return levels.flatMap(({ header, n }) =>
    addressesIn(row.cells[n] ?? '').map((found) =>
      draft(row, {
        kind: 'contact',
        role,
        level: LEVEL.exec(header)![1]!.toLowerCase(),
        ...found,
      } satisfies ContactFields),
    ),
  );
}

const WAY =
  /^(?:e-?mail|mail|phone|telephone|tel|mobile|cell|sms|slack|teams|chat|pager(?:duty)?|discord|support e-?mail|hotline)$/i;
const SAID_OF_SOMEBODY =
  /^(?:name|who|person|availability|hours|available|coverage|provider|account(?: id)?|support(?: portal)?|portal|escalation|role|title|location|time ?zone|notes?)$/i;

/** "**Primary admin:**" with "- Name: …", "- Email: …", "- Phone: …" below it: one person, reached in several ways. */
export function readContactCard(part: Part): Draft[] {
  if (!/^(?:lead-in|heading|item)$/.test(part.form) || part.depth === 1 || !part.title) return [];
  const lines = part.children.filter(({ form, label }) => (form === 'item' || form === 'line') && label !== null);
  const ways = lines.filter(({ label }) => WAY.test(label!));
  const isCard = lines.length > 1 && lines.every(({ label }) => WAY.test(label!) || SAID_OF_SOMEBODY.test(label!));
  if (!isCard || (ways.length === 0 && topicAbove(part) !== 'contacts')) return [];
  // "### Ways to reach us" with a line for each channel is a list of channels, not a person.
  if (!lines.some(({ label }) => SAID_OF_SOMEBODY.test(label!))) return [];
  const level = LEVEL.exec(part.title)?.[1]?.toLowerCase() ?? null;
  const base = { kind: 'contact', role: part.title.replace(/\s*\(.*\)$/, ''), level } as const;
  const found = ways.flatMap(({ value }) => addressesIn(value));
  const contacts: ContactFields[] =
    found.length > 0 ? found.map((address) => ({ ...base, ...address })) : [{ ...base, channel: null, address: null }];
  return contacts.map((fields) => draft(part, fields, { text: part.title, covers: lines }));
}

/**
 * "**Primary**: Payments team (nights)", "**Fraud**: fraud@example.com", "**Slack**: #alerts",
 * "**Cloud Support**: +1 555 010 0200 (Premier)", "**Last escalation:** director (director@example.com)"
 */
export function readContactLine(part: Part): Draft[] {
  const bare = part.label ? null : /^([^(:]{3,40}?)\s*\(/.exec(part.text);
  const reached = addressIn(part.text);
  if (bare && reached) return [draft(part, { kind: 'contact', role: bare[1]!, level: null, ...reached })];
  if (
    part.form === 'item' &&
    part.label === null &&
    topicAbove(part) === 'contacts' &&
    IS_A_DESK.test(part.text) &&
    !isOrder(part.text)
  )
    return [draft(part, { kind: 'contact', role: part.text, level: null, channel: null, address: null })];
  const reason = part.label || !OF_PEOPLE.has(topicAbove(part) ?? '') ? null : NAMED_FOR.exec(part.text)?.[1];
  if (reason) return [draft(part, { kind: 'contact', role: reason, level: null, channel: null, address: null })];
  const dashed = part.label ? null : /^([^-]{2,40}?)\s+-\s+(.+)$/.exec(part.text);
  const [label, value] = dashed && addressIn(dashed[2]!) ? [dashed[1]!, dashed[2]!] : [part.label, part.value];
  if (!label || label.length > 48 || !value) return [];
  const found = addressIn(value) ?? (/^[#\w.+-]*[#@][\w.@-]+$/.test(label) ? addressIn(label) : null);
  const labelChannel = channelOnly(label);
  const level = LEVEL.exec(label)?.[1]?.toLowerCase() ?? (/\bescalation\b/i.test(label) ? 'escalation' : null);
  const rest = value
    .replace(found?.address ?? '', '')
    .replace(/\(\s*\)/, '')
    .replace(/[\s(<>,;:-]+$/g, '')
    .trim();
  const named = rest
    .replace(/\s*\([^)]*\)\s*/g, ' ')
    .replace(/\b(?:via|on|by|through)\s+\S+$/i, '')
    .trim();
  if (!found && !labelChannel && !level && (ABOUT.test(label) || part.codes.length > 0 || A_QUANTITY.test(value)))
    return [];
  const role = labelChannel ? label : level && named && !/^\[.*\]$/.test(named) ? named : label;
  const channel = found?.channel ?? labelChannel ?? channelIn(value);
  const address = found?.address ?? (labelChannel && !DESCRIBES.test(value) ? value : null);
  const contact: ContactFields = { kind: 'contact', role, level: level ?? null, channel, address };
  const others = addressesIn(value).filter((other) => other.address !== address);
  return [draft(part, contact), ...others.map((other) => draft(part, { ...contact, ...other }))];
}

/** "### Level 2 - Platform lead" with what that level is for, under a title about escalation. */
export function readContactLevel(part: Part): Draft[] {
  const [, level, role] = /^((?:L|Level |Tier )\d)\s*[:(-]\s*([^()]{3,40}?)\)?$/i.exec(part.title) ?? [];
  if (!level || !role || part.children.length === 0 || !/^(?:heading|lead-in|item)$/.test(part.form)) return [];
  if (!OF_PEOPLE.has(topicAbove(part) ?? '')) return [];
  const reached = part.children.map(({ text }) => addressIn(text)).find((address) => address !== null);
  return [
    draft(
      part,
      { kind: 'contact', role, level, channel: reached?.channel ?? null, address: reached?.address ?? null },
      { endLine: part.line, covers: [] },
    ),
  ];
}

const OF_PEOPLE: ReadonlySet<string> = new Set(['escalation', 'contacts', 'rotation']);

/** "**E-mail**: desk@example.com" also among the steps of a procedure. */
export const readChannelLine = (part: Part): Draft[] =>
  part.label && channelOnly(part.label) !== null && addressIn(part.value) ? readContactLine(part) : [];

/** A label with nothing but an address, under any title: "**Data protection officer**: `dpo@example.com`". */
export function readAddressOnly(part: Part): Draft[] {
  const named = part.label !== null && !/^(?:after|if|no|when|unless|then)\b/i.test(part.label);
  const found = named && part.form === 'item' ? addressIn(part.value) : null;
  const rest = found
    ? part.value
        .replace(found.address, '')
        .replace(/\([^)]*\)/g, '')
        .replace(/[^\p{L}]/gu, '')
    : '';
  return found && rest.length < 12 && !/@[\w.-]+[:/]/.test(part.value) ? readContactLine(part) : [];
}

/** "For questions about dumps, contact the database team at dba@example.com." */
export function readContactSentence(part: Part): Draft[] {
  const [, role, rest] =
    /\b(?:contact|reach(?: out to)?|e-?mail|mail|write to|call|ask|notify)\s+(?:the |our )?([\p{L}][\p{L}\d &/-]{2,40}?)\s+(?:at|via|on|in|through|under|by)\s+(.+)$/iu.exec(
      part.text,
    ) ?? [];
  const found = role ? addressIn(rest!) : null;
  return found ? [draft(part, { kind: 'contact', role: role!, level: null, ...found } satisfies ContactFields)] : [];
}

/** A label with an address wherever it stands: "Database team: dba@example.com". */
export const readAddressLine = (part: Part): Draft[] =>
  part.label && addressIn(part.value) ? readContactLine(part) : [];

const levelIn = (row: Part): string | null =>
  cell(row, 'level') ||
  (LEVEL.exec(cell(row, 'severity') || cell(row, 'role'))?.[1] ?? LEVEL.exec(row.cells[0] ?? '')?.[1])?.toLowerCase() ||
  null;

/** | Owner | Operations team | in a table of particulars. */
export function readOwnerRow(row: Part): Draft[] {
  const [label, value, ...more] = row.cells;
  const isParticular =
    label && value && more.length === 0 && /^(?:field|item|property|attribute|key|detail)s?$/i.test(row.columns[0]!);
  return isParticular ? readOwner({ ...row, label, value }).map((read) => ({ ...read, part: row })) : [];
}

/** "**Owner**: Operations Team" at the end of a guide. */
export function readOwner(part: Part): Draft[] {
  if (
    !part.label ||
    !/^(?:document |guide |service |system )?(?:owner|maintainer|owned by|maintained by)$/i.test(part.label) ||
    !part.value
  )
    return [];
  const found = addressIn(part.value);
  return [
    draft(part, {
      kind: 'contact',
      role:
        part.value
          .replace(found?.address ?? '', '')
          .replace(/[\s(<]+[)>]*$/, '')
          .trim() || part.value,
      level: 'owner',
      channel: found?.channel ?? null,
      address: found?.address ?? null,
    }),
  ];
}

/** The channel where the label is nothing but its name: "Slack", "E-mail". */
function channelOnly(label: string): string | null {
  return label.split(/\s+/).length <= 2 && !/\b(?:support|provider|vendor)/i.test(label) ? channelIn(label) : null;
}
