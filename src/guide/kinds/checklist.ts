import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';

/** A list that its title calls a checklist, though its items have no boxes. */
function readPlainChecklist(part: Part): Draft[] {
  const items = part.children.filter(({ form }) => form === 'item');
  if (part.depth === 1 || items.length < 2 || !/\bcheck-?lists?\b/i.test(part.title)) return [];
  const place = { line: items[0]!.line, endLine: items.at(-1)!.endLine, text: part.title };
  return [
    draft(
      items[0]!,
      { kind: 'checklist', title: part.title, items: items.map(({ text }) => ({ text, done: false })) },
      place,
    ),
  ];
}

const BOX = /^\s*(?:[-*+•]\s*)?(?:\[( |x|X|✓|✔)?\]|(☐|☑|✅|✔️?|⬜))\s*(\S.*)$/u;

/** A block of nothing but boxes, drawn for copying: "[ ] Backups done". */
export function readChecklistBlock(fence: Part): Draft[] {
  const lines = fence.text.split('\n').filter((line) => line.trim());
  const boxes = lines.map((line) => BOX.exec(line)).filter((box) => box !== null);
  // Titles and "Time: 15 minutes" may stand between them.
  const others = lines.filter((line) => !BOX.test(line) && !/^\s*(?:#|=|-{3}|\p{L}[\p{L} ]{1,30}:)/u.test(line));
  if (
    boxes.length < 2 ||
    others.length > 0 ||
    boxes.length * 2 < lines.length ||
    lines.every((line) => /https?:/.test(line))
  )
    return [];
  const items = boxes.map((box) => ({ text: box[3]!.trim(), done: /[xX✓✔☑✅]/u.test(box[1] ?? box[2] ?? '') }));
  const title = fence.parent?.title || null;
  return [draft(fence, { kind: 'checklist', title, items }, { text: title ?? items[0]!.text })];
}

/** The boxes that stand right under a part: one checklist. */
export function readChecklist(part: Part): Draft[] {
  const boxes = part.children.filter((child) => child.checked !== null);
  if (boxes.length === 0) return readPlainChecklist(part);
  // Ticks that only adorn what a guide has covered.
  if (
    boxes.every(({ checked }) => checked) &&
    /^(?:summary|overview|conclusion|highlights|(?:key )?(?:features|benefits))\b/i.test(part.title)
  )
    return [];
  const items = boxes.map((box) => ({ text: box.text, done: box.checked === true }));
  const place = { line: boxes[0]!.line, endLine: boxes.at(-1)!.endLine, text: part.title || boxes[0]!.text };
  return [draft(boxes[0]!, { kind: 'checklist', title: part.title || null, items }, place)];
}
