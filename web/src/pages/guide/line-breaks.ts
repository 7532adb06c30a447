import type { Nodes } from 'mdast';

/** Raw HTML is not rendered, save `<br>`: tables have no other way to begin a line. */
export function keepLineBreaks() {
  return (tree: Nodes) => replace(tree);
}

function replace(node: Nodes) {
  if (!('children' in node)) return;
  node.children.forEach((child, index) => {
    if (child.type === 'html' && /^<br\s*\/?>$/i.test(child.value)) node.children[index] = { type: 'break' } as never;
    else replace(child);
  });
}
