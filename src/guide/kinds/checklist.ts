import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';

/** The boxes that stand right under a part: one checklist. */
export function readChecklist(part: Part): Draft[] {
  const boxes = part.children.filter((child) => child.checked !== null);
  if (boxes.length === 0) return [];
  const items = boxes.map((box) => ({ text: box.text, done: box.checked === true }));
  const place = { line: boxes[0]!.line, endLine: boxes.at(-1)!.endLine, text: part.title || boxes[0]!.text };
  return [draft(boxes[0]!, { kind: 'checklist', title: part.title || null, items }, place)];
}
