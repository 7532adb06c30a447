import type { Token } from 'markdown-it';

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

/** Words that no mark of Markdown stands on. */
export const plainInline = (text: string): Inline => ({ text, codes: [], links: [], marked: null, strong: null });

/**
 * Collects the words, code spans and links of a block's inline content. A line break becomes `\n`; what is struck out
 * holds no longer and is left out.
 */
export function inlineOf(tokens: readonly Token[]): Inline {
  const inline = plainInline('');
  /** Where the spans begin that are open here, innermost last. */
  const opened: { readonly from: number; readonly url: string | null }[] = [];
  let struck = 0;
  for (const token of tokens) {
    struck += token.type === 's_open' ? 1 : token.type === 's_close' ? -1 : 0;
    if (struck > 0) continue;
    const from = inline.text.length;
    if (token.nesting === 1) opened.push({ from, url: hrefOf(token) });
    else if (token.nesting === -1) {
      const span = opened.pop();
      if (token.type === 'link_close') link(span?.from ?? from, span?.url ?? '', inline);
      mark(token.type, span?.from ?? from, inline);
    } else {
      leaf(token, inline);
      mark(token.type, from, inline);
    }
  }
  return inline;
}

const hrefOf = (token: Token): string | null => {
  const href = token.attrGet('href');
  return href === null ? null : String(href);
};

const FOOTNOTE = /\[\^[\w-]+\](?!:)/g;

function leaf(token: Token, into: Inline): void {
  switch (token.type) {
    case 'text':
      if (token.content.includes('://')) addresses(token.content, into);
      into.text += token.content.replace(FOOTNOTE, '');
      return;
    case 'code_inline':
      into.codes.push(token.content);
      into.text += token.content;
      return;
    case 'softbreak':
    case 'hardbreak':
      into.text += '\n';
      return;
    case 'image':
      into.text += inlineOf(token.children ?? []).text;
      return;
    case 'html_inline':
      into.text += isPlaceholder(token.content) ? token.content : ' ';
  }
}

/** `<pod-name>` is what a reader fills in; `<br>` is HTML. */
const isPlaceholder = (html: string): boolean =>
  /^<[a-z][\w.-]*>$/i.test(html) && !/^<(?:br|p|b|i|a|hr|details|summary|sub|sup|kbd|em|strong|div|span)>$/i.test(html);

const ADDRESS = /\b(?:https?|wss?):\/\/[^\s<>"'`\]]+/g;

/** Addresses that stand bare in the text; a stop or an unopened bracket after one is not part of it. */
function addresses(text: string, into: Inline): void {
  for (const [found] of text.matchAll(ADDRESS)) {
    const url = found.includes('(') ? found.replace(/[.,;:!?*_~]+$/, '') : found.replace(/[.,;:!?*_~)]+$/, '');
    into.links.push({ title: url, url });
  }
}

function link(from: number, url: string, into: Inline): void {
  const title = into.text.slice(from);
  // A link whose text is an address has given that address already.
  if (into.links.at(-1)?.url === title) into.links.pop();
  into.links.push({ title, url });
}

const MARKS: ReadonlySet<string> = new Set(['strong_close', 'em_close', 'link_close', 'code_inline']);

/** Notes a span that the text starts with. */
function mark(type: string, from: number, into: Inline): void {
  if (!MARKS.has(type)) return;
  const before = into.text.slice(0, from);
  if (type === 'strong_close' && into.strong === null && /^[^\p{L}]*[A-Z]?[^\p{L}]*$/u.test(before))
    into.strong = into.text.slice(from);
  if (into.marked === null && /^[^\p{L}\p{N}]*$/u.test(before))
    into.marked = into.text.slice(from).replace(/:\s*$/, '').trim();
}
