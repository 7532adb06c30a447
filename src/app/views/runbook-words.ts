/** What the author of a runbook wrote around its commands, in plain words. */
export interface RunbookWords {
  /** Before each command, in their order. */
  readonly before: readonly (readonly string[])[];
  /** After the last one. */
  readonly after: readonly string[];
}

interface Lines {
  readonly line: number;
  readonly endLine: number;
}

/**
 * A paragraph, a list item or a row each, without Markdown marks. A runbook's own title and its symptoms are not among
 * them: they are shown above.
 *
 * @param within the runbook; lines count from 1
 * @param commands its blocks, in the order of the guide; one that stands elsewhere has no words here
 */
export function runbookWords(
  markdown: string,
  within: Lines,
  commands: readonly Lines[],
  symptoms: readonly string[],
): RunbookWords {
  const lines = markdown.split(/\r\n|\r|\n/);
  const known = new Set(symptoms.map(bare));
  const isNews = (words: string) => !known.has(bare(words)) && !/^symptoms?:?$/i.test(words);
  const between = (from: number, to: number) =>
    wordsOf(lines.slice(from - 1, Math.min(to, within.endLine))).filter(isNews);
  let from = within.line + 1;
  const before = commands.map(({ line, endLine }) => {
    const words = between(from, line - 1);
    from = Math.max(from, endLine + 1);
    return words;
  });
  return { before, after: between(from, within.endLine) };
}

const FENCE = /^\s*(?:[-*+]\s+|\d+[.)]\s+)?(`{3,}|~{3,})/;
/** What begins here does not go on the line before: an item, a row, a quotation, a label that stands alone. */
const BEGINS = /^\s*(?:[-*+]\s|\d+[.)]\s|\||>|#{1,6}\s|\*\*[^*]+\*\*:?\s*$|__[^_]+__:?\s*$)/;

function wordsOf(lines: readonly string[]): string[] {
  const paragraphs: string[] = [];
  let fence: string | null = null;
  let isOpen = false;
  for (const line of lines) {
    const mark = FENCE.exec(line)?.[1];
    if (mark !== undefined && (fence === null || mark.startsWith(fence))) {
      fence = fence === null ? mark : null;
      isOpen = false;
    }
    const words = fence !== null || mark !== undefined ? '' : plain(line);
    if (words === '') isOpen = false;
    else if (isOpen && !BEGINS.test(line)) paragraphs[paragraphs.length - 1] += ` ${words}`;
    else {
      paragraphs.push(words);
      isOpen = true;
    }
  }
  return paragraphs;
}

/** `- **Look** at the [log](url)` → `Look at the log`; the number of a step stays. */
function plain(line: string): string {
  if (/^\s*\|?[\s:|-]+\|?\s*$/.test(line)) return '';
  return line
    .replace(/^\s*(?:[-*+]\s+(?:\[[ xX]\]\s+)?|>\s*|#{1,6}\s+)/, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|__|`)(.+?)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}])[*_](\S(?:.*?\S)?)[*_](?![\p{L}\p{N}])/gu, '$1')
    .replace(/^\s*\||\|\s*$/g, '')
    .replace(/\s*\|\s*/g, ' · ')
    .trim();
}

const bare = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
