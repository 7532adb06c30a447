import { splitLabel } from './label.ts';
import type { OpenPart, Part } from './part.ts';

const BOX = /^(?:[-*+•]\s*)?(?:\[( |x|X|✓|✔)?\]|(☐|☑|✅|✔️?|⬜))\s*(\S.*)$/u;
const ITEM = /^(?:[-*+•]|\d+[.)])\s+(\S.*)$/u;
const TITLE = /^(?:#+\s+(.+)|\*\*(.+?)\*\*:?|(\p{Lu}[^:]{1,60}):)$/u;
/** What may stand beside boxes: "Time: 15 minutes", a rule. */
const BESIDE = /^(?:={3,}|\p{L}[\p{L} ]{1,30}:\s)/u;
/** "name: value" in a block of YAML is a setting of a file, not a line of a list. */
const KEY = /^["']?[\w.-]+["']?:(?:\s|$)/;

/** A letter or a report to be filled in: "Cause: [if known]", "Actual: ___". */
const TO_BE_FILLED_IN = /\[\p{L}[^\]\n]{2,}\](?!\()|_{3,}/u;

/**
 * The groups of a list that stands in a block, drawn for copying or for its monospaced look:
 *
 *   Before:            Infrastructure:
 *     [ ] Tell them      - CPU utilization (< 80%)
 *     [ ] Take a dump    - Disk utilization
 *
 * Empty where the block holds anything besides titles and items: then it is code, a file or a letter.
 */
export function listsIn(fence: Part): Part[] {
  if (TO_BE_FILLED_IN.test(fence.text)) return [];
  const groups: OpenPart[] = [];
  let beside = 0;
  for (const [n, raw] of fence.text.split('\n').entries()) {
    const line = raw.trim();
    if (!line || /^-{3,}$/.test(line)) continue;
    const at = fence.line + 1 + n;
    const titled = TITLE.exec(line);
    const [box, item] = [BOX.exec(line), ITEM.exec(line)];
    if (!box && !item) {
      const title = titled?.[1] ?? titled?.[2] ?? titled?.[3];
      if (!title && !BESIDE.test(line)) return [];
      if (!title) {
        beside += 1;
        continue;
      }
      groups.push(partOf(fence, 'lead-in', title.replace(/:$/, ''), at));
      continue;
    }
    const text = (box?.[3] ?? item![1]!).trim();
    if (/^https?:\/\/\S+$/.test(text) || (item && fence.language === 'yaml' && KEY.test(text))) return [];
    if (groups.length === 0) groups.push(partOf(fence, 'lead-in', fence.parent?.title ?? '', at));
    const group = groups.at(-1)!;
    const checked = box ? /[xX✓✔☑✅]/u.test(box[1] ?? box[2] ?? '') : null;
    group.children.push({ ...partOf(fence, 'item', text, at), checked, parent: group });
    group.endLine = at;
  }
  const held = groups.filter(({ children }) => children.length > 0);
  const items = held.flatMap(({ children }) => children);
  const isLetter = beside > 0 && (items.some(({ checked }) => checked === null) || items.length < beside);
  return items.length > 1 && !isLetter ? held : [];
}

function partOf(fence: Part, form: 'lead-in' | 'item', text: string, line: number): OpenPart {
  const { label, value } = form === 'item' ? splitLabel(text, null) : { label: null, value: text };
  return {
    ...fence,
    form,
    text,
    label,
    value,
    title: label ?? text,
    checked: null,
    ordinal: null,
    codes: [],
    links: [],
    language: null,
    line,
    endLine: line,
    children: [],
  };
}
