import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfm } from 'micromark-extension-gfm';

/** Markdown of GitHub's flavour, with front matter. */
export function readMarkdown(text: string): Root {
  return fromMarkdown(shallow(text), {
    extensions: [gfm(), frontmatter()],
    mdastExtensions: [gfmFromMarkdown(), frontmatterFromMarkdown()],
  });
}

/** Nesting that no reader follows and that would cost the parser quadratic time is cut; lines stay where they are. */
function shallow(text: string): string {
  return text.replace(/^([ \t]{120})[ \t]+/gm, '$1').replace(/^((?:[ \t]{0,3}>){40})[ \t>]+/gm, '$1');
}

/** What the inline content of one block says. */
export interface Inline {
  text: string;
  readonly codes: string[];
  readonly links: { title: string; url: string }[];
  /** The bold or code span that the text starts with. */
  marked: string | null;
  /** The bold words that the text starts with, apart from a number before them. */
  strong: string | null;
}

/** Collects the words, code spans and links of a block's inline content. A line break becomes `\n`. */
export function inlineOf(nodes: readonly Nodes[]): Inline {
  const inline: Inline = { text: '', codes: [], links: [], marked: null, strong: null };
  for (const node of nodes) collect(node, inline);
  return inline;
}

function collect(node: Nodes, into: Inline): void {
  const before = into.text.length;
  switch (node.type) {
    case 'text':
      into.text += node.value;
      return;
    case 'inlineCode':
      into.codes.push(node.value);
      into.text += node.value;
      break;
    case 'break':
      into.text += '\n';
      return;
    case 'image':
      into.text += node.alt ?? '';
      return;
    case 'html':
      if (
        /^<[a-z][\w.-]*>$/i.test(node.value) &&
        !/^<(?:br|p|b|i|a|hr|details|summary|sub|sup|kbd|em|strong|div|span)>$/i.test(node.value)
      )
        into.text += node.value;
      else into.text += ' ';
      return;
    default:
      if ('children' in node) for (const child of node.children) collect(child, into);
  }
  if (node.type === 'link') into.links.push({ title: into.text.slice(before), url: node.url });
  const start = into.text.slice(0, before);
  if (node.type === 'strong' && into.strong === null && /^[^\p{L}]*[A-Z]?[^\p{L}]*$/u.test(start))
    into.strong = into.text.slice(before);
  if (
    into.marked === null &&
    /^[^\p{L}\p{N}]*$/u.test(start) &&
    (node.type === 'strong' || node.type === 'inlineCode' || node.type === 'emphasis' || node.type === 'link')
  )
    into.marked = into.text.slice(before).replace(/:\s*$/, '').trim();
}
