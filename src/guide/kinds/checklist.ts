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
  // "✅ Gateway: http://localhost/health" shows where something answers.
  if (boxes.every(({ label, value }) => label !== null && /^https?:\/\/\S+$/.test(value))) return [];
  const items = boxes.map((box) => ({ text: box.text, done: box.checked === true }));
  const place = { line: boxes[0]!.line, endLine: boxes.at(-1)!.endLine, text: part.title || boxes[0]!.text };
  return [draft(boxes[0]!, { kind: 'checklist', title: part.title || null, items }, place)];
}
