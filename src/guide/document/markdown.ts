import MarkdownIt, { type Token } from 'markdown-it';
import { type Inline, inlineOf } from './inline.ts';

interface Placed {
  /** 1-based, as is `endLine`. */
  readonly line: number;
  readonly endLine: number;
}

/** A block of Markdown, as far as the reading of guides asks. */
export type Block = Placed &
  (
    | { readonly type: 'heading'; readonly depth: number; readonly inline: Inline }
    | {
        readonly type: 'paragraph';
        readonly inline: Inline;
        /** Nothing but one bold span. */
        readonly isBold: boolean;
      }
    | {
        readonly type: 'list';
        /** The first item's number; null where the items have bullets. */
        readonly start: number | null;
        readonly items: readonly ListItem[];
      }
    | { readonly type: 'quote'; readonly blocks: readonly Block[] }
    | { readonly type: 'table'; readonly columns: readonly Inline[]; readonly rows: readonly TableRow[] }
    | { readonly type: 'code'; readonly language: string | null; readonly value: string }
    | { readonly type: 'html'; readonly html: string }
    | { readonly type: 'rule' }
  );

export type ListItem = Placed & {
  /** The tick of "- [x]"; null where there is no box. */
  readonly checked: boolean | null;
  readonly blocks: readonly Block[];
};

type TableRow = Placed & { readonly cells: readonly Inline[] };

/** Deep enough for what `shallow` leaves; the parser drops what is nested deeper. */
const MOST_LEVELS = 400;

const parser = new MarkdownIt({ html: true, maxNesting: MOST_LEVELS });
// Addresses are data here, not something to click on: they stay as they are written.
parser.validateLink = () => true;
parser.normalizeLink = (url) => url;
parser.normalizeLinkText = (url) => url;

/**
 * The blocks of Markdown with GitHub's tables, boxes and strikethrough. Bare addresses are found by `inlineOf`.
 */
export function readMarkdown(text: string): Block[] {
  return blocksAt(text, 1);
}

/** The same of a text that stands within another; its first line is `line` there. */
export function blocksAt(text: string, line: number): Block[] {
  return new Blocks(parser.parse(shallow(text), {}), line - 1).read();
}

/** The inline content of words that stand in no block. */
export const inlineIn = (words: string): Inline => inlineOf(parser.parseInline(words, {})[0]?.children ?? []);

/** Nesting that no reader follows is cut; lines stay where they are. */
function shallow(text: string): string {
  return text.replace(/^([ \t]{120})[ \t]+/gm, '$1').replace(/^((?:[ \t]{0,3}>){40})[ \t>]+/gm, '$1');
}

/** Makes a tree of the parser's flat list of tokens. */
class Blocks {
  readonly #tokens: readonly Token[];
  readonly #above: number;
  #at = 0;

  /** @param above how many lines stand above the text */
  constructor(tokens: readonly Token[], above: number) {
    this.#tokens = tokens;
    this.#above = above;
  }

  /** The blocks up to the token that closes what holds them. */
  read(): Block[] {
    const blocks: Block[] = [];
    while (this.#at < this.#tokens.length && this.#tokens[this.#at]!.nesting !== -1) {
      const block = this.#block(this.#tokens[this.#at++]!);
      if (block) blocks.push(block);
    }
    this.#at += 1;
    return blocks;
  }

  #block(token: Token): Block | null {
    const place = this.#place(token);
    switch (token.type) {
      case 'heading_open':
        return { ...place, type: 'heading', depth: Number(token.tag.slice(1)), inline: inlineOf(this.#inline()) };
      case 'paragraph_open':
        return { ...place, type: 'paragraph', ...paragraphOf(this.#inline()) };
      case 'bullet_list_open':
      case 'ordered_list_open': {
        const start = token.type === 'ordered_list_open' ? Number(token.attrGet('start') ?? 1) : null;
        const items = this.#items();
        return { ...place, endLine: items.at(-1)?.endLine ?? place.line, type: 'list', start, items };
      }
      case 'blockquote_open': {
        const blocks = this.read();
        return { ...place, endLine: blocks.at(-1)?.endLine ?? place.line, type: 'quote', blocks };
      }
      case 'table_open': {
        const [header, ...rows] = this.#rows();
        return { ...place, type: 'table', columns: header?.cells ?? [], rows };
      }
      case 'fence':
        return {
          ...place,
          type: 'code',
          language: token.info.trim().split(/\s/)[0] || null,
          value: chomp(token.content),
        };
      case 'code_block':
        return { ...place, type: 'code', language: null, value: chomp(token.content) };
      case 'html_block':
        return { ...place, type: 'html', html: token.content };
      case 'hr':
        return { ...place, type: 'rule' };
      default:
        return null;
    }
  }

  /** The inline content that stands here, and past what closes its block. */
  #inline(): Token[] {
    const content = this.#tokens[this.#at]!;
    this.#at += 2;
    return content.children ?? [];
  }

  #items(): ListItem[] {
    const items: ListItem[] = [];
    for (; this.#tokens[this.#at]!.type === 'list_item_open'; ) {
      const { line } = this.#place(this.#tokens[this.#at++]!);
      const checked = this.#box();
      const blocks = this.read();
      items.push({ line, endLine: blocks.at(-1)?.endLine ?? line, checked, blocks });
    }
    this.#at += 1;
    return items;
  }

  /** Takes the box off the words of an item that begins here: "- [x] Tested". */
  #box(): boolean | null {
    const text = this.#tokens[this.#at]?.type === 'paragraph_open' ? this.#tokens[this.#at + 1]?.children?.[0] : null;
    const [box, tick] = (text?.type === 'text' && /^\[([ xX])\]\s+(?=\S|$)/.exec(text.content)) || [];
    if (box === undefined) return null;
    text!.content = text!.content.slice(box.length);
    return tick !== ' ';
  }

  #place({ map }: Token): { line: number; endLine: number } {
    const [from, to] = map ?? [0, 1];
    return { line: this.#above + from + 1, endLine: this.#above + Math.max(from + 1, to) };
  }

  #rows(): TableRow[] {
    const rows: { line: number; endLine: number; cells: Inline[] }[] = [];
    for (; this.#tokens[this.#at]!.type !== 'table_close'; this.#at += 1) {
      const token = this.#tokens[this.#at]!;
      if (token.type === 'tr_open') rows.push({ ...this.#place(token), cells: [] });
      else if (token.type === 'inline') rows.at(-1)!.cells.push(inlineOf(token.children ?? []));
    }
    this.#at += 1;
    return rows;
  }
}

const paragraphOf = (tokens: readonly Token[]): { inline: Inline; isBold: boolean } => {
  const said = tokens.filter((token) => token.type !== 'text' || token.content !== '');
  return { inline: inlineOf(tokens), isBold: isOneSpan(said, 'strong') };
};

/** Whether the tokens are one span of that sort and nothing beside it. */
function isOneSpan(tokens: readonly Token[], sort: string): boolean {
  const first = tokens[0];
  const close = tokens.findIndex((token, n) => n > 0 && token.type === `${sort}_close` && token.level === first?.level);
  return first?.type === `${sort}_open` && close === tokens.length - 1;
}

const chomp = (code: string): string => code.replace(/\n$/, '');
