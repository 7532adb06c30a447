import type { ContactFields } from '../../plan/commitment.ts';
import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { topicAbove } from '../topic.ts';
import { addressesIn, addressIn, channelIn } from '../words/channel.ts';
import { cell, has } from './columns.ts';

const LEVEL =
  /^(primary|secondary|tertiary|backup|escalation|owner|(?:first|second|third|1st|2nd|3rd)[ -](?:level|line|tier)|(?:l|level |tier )\d)\b/i;
/** Labels of what is said about people, not of people. */
const ABOUT =
  /^(?:response(?: times?)?|(?:week|day|month|phase|stage|step|sprint)s? #?\d.*|handles|documentation|test suite|hours|scope|coverage|when|notes?|scenario|expected|reports?|history)\b|\b(?:time|hours|reports?|history|suite)$/i;

/** | Team Lead | A. Person | lead@example.com | - | L2 | */
export function readContactRow(row: Part): Draft[] {
  if (
    !(
      has(row, 'email') ||
      has(row, 'phone') ||
      has(row, 'chat') ||
      has(row, 'role', 'channel') ||
      has(row, 'role', 'person') ||
      (has(row, 'person') && topicAbove(row) === 'contacts')
    )
  )
    return [];
  const role = cell(row, 'role') || cell(row, 'person') || row.cells[0] || '';
  if (!role) return [];
  const named = (['email', 'phone', 'chat', 'channel'] as const).map((column) => cell(row, column)).filter(Boolean);
  const ways = named.length > 0 ? named : row.cells.slice(1);
  const found = ways.map(addressIn).find((address) => address !== null) ?? null;
  const channel = found?.channel ?? ways.map(channelIn).find((name) => name !== null) ?? null;
  const level = levelIn(row);
  // A second address of another kind is another way to the same people.
  const others = ways
    .map(addressIn)
    .filter((other) => other !== null && found !== null && other.channel !== found.channel)
    .map((other) => draft(row, { kind: 'contact', role, level, ...other! } satisfies ContactFields));
  return [draft(row, { kind: 'contact', role, level, channel, address: found?.address ?? null }), ...others];
}

/**
 * "**Primary**: Payments team (nights)", "**Fraud**: fraud@example.com", "**Slack**: #alerts",
 * "**Cloud Support**: +1 555 010 0200 (Premier)", "**Last escalation:** director (director@example.com)"
 */
export function readContactLine(part: Part): Draft[] {
  const bare = part.label ? null : /^([^(:]{3,40}?)\s*\(/.exec(part.text);
  const reached = addressIn(part.text);
  if (bare && reached) return [draft(part, { kind: 'contact', role: bare[1]!, level: null, ...reached })];
  const dashed = part.label ? null : /^([^-]{2,40}?)\s+-\s+(.+)$/.exec(part.text);
  const [label, value] = dashed && addressIn(dashed[2]!) ? [dashed[1]!, dashed[2]!] : [part.label, part.value];
  if (!label || label.length > 48 || !value) return [];
  const found = addressIn(value);
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
  if (!found && !labelChannel && !level && (ABOUT.test(label) || part.codes.length > 0)) return [];
  const role = labelChannel ? label : level && named ? named : label;
  const channel = found?.channel ?? labelChannel ?? channelIn(value);
  const address = found?.address ?? (labelChannel ? value : null);
  const contact: ContactFields = { kind: 'contact', role, level: level ?? null, channel, address };
  const others = addressesIn(value).filter((other) => other.address !== address);
  return [draft(part, contact), ...others.map((other) => draft(part, { ...contact, ...other }))];
}

/** A label with an address wherever it stands: "Database team: dba@example.com". */
export const readAddressLine = (part: Part): Draft[] =>
  part.label && addressIn(part.value) ? readContactLine(part) : [];

const levelIn = (row: Part): string | null =>
  cell(row, 'level') || (LEVEL.exec(cell(row, 'severity') || cell(row, 'role'))?.[1]?.toLowerCase() ?? null);

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
