/**
 * The text in pieces of about a screen. A long guide keeps only those near the screen in the page; each travels as JSON,
 * which costs nothing until it is needed. A table or a list longer than a piece is continued in the next one.
 */
import type { Element, ElementContent, Root, RootContent } from 'hast';
import { safeAddress } from './safe-address.ts';

export interface Chunk {
  /** The first line of the guide in it. */
  readonly line: number;
  /** A hast root as JSON. */
  readonly tree: string;
  /** A guess in pixels at a column of 720, for the room it takes before it was rendered once. */
  readonly height: number;
}

/** Characters of Markdown. */
const chunkSize = 1_600;

export function chunksOf(root: Root): Chunk[] {
  const chunks: Chunk[] = [];
  let nodes: RootContent[] = [];
  let size = 0;
  const end = () => {
    if (nodes.length > 0) chunks.push(chunkOf(nodes));
    nodes = [];
    size = 0;
  };
  for (const node of root.children.flatMap(inParts)) {
    if (node.type !== 'element') {
      nodes.push(node);
      continue;
    }
    // A heading stays with what it begins.
    if (size > chunkSize || (size > chunkSize / 2 && /^h[1-6]$/.test(node.tagName))) end();
    nodes.push(node);
    size += sizeOf(node);
  }
  end();
  return chunks;
}

function chunkOf(nodes: readonly RootContent[]): Chunk {
  const height = nodes.reduce((sum, node) => sum + heightOf(node), 0);
  const line = nodes.find((node) => node.position !== undefined)?.position?.start.line ?? Number.MAX_SAFE_INTEGER;
  return { line, height, tree: JSON.stringify({ type: 'root', children: nodes.map(slim) }) };
}

function inParts(node: RootContent): RootContent[] {
  if (node.type !== 'element' || sizeOf(node) < 2 * chunkSize) return [node];
  if (node.tagName === 'table') return tableParts(node);
  if (node.tagName === 'ul' || node.tagName === 'ol') {
    let number = Number(node.properties.start ?? 1);
    return grouped(node.children).map((children) => {
      const start = number;
      number += children.filter((child) => child.type === 'element').length;
      const properties = node.tagName === 'ol' ? { ...node.properties, start } : node.properties;
      return partOf(node, children, properties);
    });
  }
  return [node];
}

/** The parts share the widths of their columns; all but the first show no head, and still have one for those who listen. */
function tableParts(table: Element): Element[] {
  const parts = table.children.filter((child): child is Element => child.type === 'element');
  const body = parts.find(({ tagName }) => tagName === 'tbody');
  if (body === undefined) return [table];
  const head = parts.filter((part) => part !== body);
  const columns = columnsOf(body);
  return grouped(body.children).map((rows, index) => {
    const shown = index === 0 ? head : head.map(onlyHeard);
    const part = partOf(body, rows, {});
    const { position } = index === 0 ? table : part;
    const properties = { ...table.properties, className: ['part'] };
    return { ...table, properties, children: [columns, ...shown, part], ...(position ? { position } : {}) };
  });
}

/** The rows of a head that is repeated have no place in the guide: they stand at the first. */
function onlyHeard(head: Element): Element {
  const children = head.children.map((row) => ({ ...row, position: undefined }) as ElementContent);
  return { ...head, properties: { className: ['unseen'] }, children };
}

function columnsOf(body: Element): Element {
  const widths: number[] = [];
  for (const row of body.children)
    if (row.type === 'element')
      row.children
        .filter((cell) => cell.type === 'element')
        .forEach((cell, index) => {
          widths[index] = Math.max(widths[index] ?? 0, Math.min(60, sizeOf(cell)));
        });
  const sum = widths.reduce((total, width) => total + width + 4, 0);
  const children = widths.map((width): Element => {
    const style = `width: ${((100 * (width + 4)) / sum).toFixed(1)}%`;
    return { type: 'element', tagName: 'col', properties: { style }, children: [] };
  });
  return { type: 'element', tagName: 'colgroup', properties: {}, children };
}

function grouped(children: readonly ElementContent[]): ElementContent[][] {
  const groups: ElementContent[][] = [[]];
  let size = 0;
  for (const child of children) {
    if (size > chunkSize && child.type === 'element') {
      groups.push([]);
      size = 0;
    }
    groups.at(-1)!.push(child);
    size += sizeOf(child);
  }
  return groups;
}

function partOf(whole: Element, children: ElementContent[], properties: Element['properties']): Element {
  const start = children.find((child) => child.position !== undefined)?.position?.start;
  const end = children.findLast((child) => child.position !== undefined)?.position?.end;
  const position = start === undefined || end === undefined ? {} : { position: { start, end } };
  return { ...whole, properties, children, ...position };
}

function sizeOf(node: RootContent): number {
  return (node.position?.end.offset ?? 0) - (node.position?.start.offset ?? 0);
}

function heightOf(node: RootContent): number {
  if (node.type !== 'element') return 0;
  const lines = (node.position?.end.line ?? 0) - (node.position?.start.line ?? 0) + 1;
  const rows = node.children.reduce((count, child) => count + (child.type === 'element' ? 1 : 0), 0);
  switch (node.tagName) {
    case 'table':
      return (
        50 + 46 * node.children.reduce((sum, child) => sum + ('children' in child ? child.children.length / 2 : 0), 0)
      );
    case 'ul':
    case 'ol':
      return 12 + Math.max(rows, Math.ceil(sizeOf(node) / 90)) * 28;
    case 'pre':
      return 64 + Math.min(lines, 20) * 21;
    case 'p':
    case 'blockquote':
      return 12 + Math.ceil(sizeOf(node) / 85) * 25;
    default:
      return 60;
  }
}

/** Only what the page asks for: blocks keep their lines, addresses that could do harm are taken out. */
function slim(node: RootContent): object {
  if (node.type === 'text') return { type: 'text', value: node.value };
  if (node.type !== 'element') return { type: 'text', value: '' };
  const { tagName, children, position } = node;
  const properties = { ...node.properties };
  for (const name of ['href', 'src'])
    if (name in properties) properties[name] = safeAddress(String(properties[name] ?? ''));
  const isBlock = position !== undefined && /^(h[1-6]|tr|td|li|p|pre)$/.test(tagName);
  return {
    type: 'element',
    tagName,
    properties,
    children: children.map(slim),
    ...(isBlock
      ? {
          position: {
            start: { line: position.start.line, column: position.start.column },
            end: { line: position.end.line, column: position.end.column },
          },
        }
      : {}),
  };
}
