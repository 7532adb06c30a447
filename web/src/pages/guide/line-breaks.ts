import type { Nodes, Paragraph, PhrasingContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';

/**
 * Line ends that mean something. Raw HTML is not rendered, save `<br>`: tables have no other way to begin a line. And a
 * paragraph whose every line is a label with what belongs to it (`Owner: platform team`) was meant to be read line by line.
 */
export function keepLineBreaks() {
  return (tree: Nodes) => replace(tree);
}

function replace(node: Nodes) {
  if (!('children' in node)) return;
  node.children.forEach((child, index) => {
    if (child.type === 'html' && /^<br\s*\/?>$/i.test(child.value)) node.children[index] = { type: 'break' } as never;
    else replace(child);
  });
  if (node.type === 'paragraph') breakBeforeLabels(node);
}

/** `Last updated: December 2024`, `**Owner**: engineering`; no sentence that has a colon in its middle. */
const labelled = /^\p{L}[\p{L}\p{N} ()/&-]{0,30}:(?= |$)/u;

function breakBeforeLabels(paragraph: Paragraph) {
  const lines = linesOf(paragraph);
  if (lines.length < 2 || !lines.every((line) => labelled.test(textOf({ type: 'paragraph', children: line })))) return;
  paragraph.children = lines.flatMap((line, index) => (index === 0 ? line : [{ type: 'break' }, ...line]));
}

/** A paragraph cut at the line ends of its own text; one within bold words or a link begins no line. */
function linesOf({ children }: Paragraph): PhrasingContent[][] {
  const lines: PhrasingContent[][] = [[]];
  for (const child of children) {
    if (child.type !== 'text') {
      if (child.type === 'break') lines.push([]);
      else lines.at(-1)!.push(child);
      continue;
    }
    child.value.split('\n').forEach((value, index) => {
      if (index > 0) lines.push([]);
      if (value !== '') lines.at(-1)!.push({ type: 'text', value });
    });
  }
  return lines;
}
