/** Languages of blocks that only show; a list in a program is data. */
const SHOWS = /^(?:te?xt|plain(?:text)?|ya?ml|markdown|md)$/;
const ITEM = /^\s*[-*•]\s+(?!\[|-)(\S.*)$/;

/**
 * The items of a block that is a list in all but its place: "- ServiceDown: any service down > 1 minute". Lines count from 1
 * within the block; empty for a block that holds anything else.
 */
export function listedIn(text: string, language: string | null): { readonly text: string; readonly line: number }[] {
  if (language !== null && !SHOWS.test(language)) return [];
  const items: { text: string; line: number }[] = [];
  for (const [n, row] of text.split('\n').entries()) {
    if (/^\s*(?:#|$)/.test(row)) continue;
    const item = ITEM.exec(row)?.[1];
    if (!item) return [];
    items.push({ text: item, line: n + 1 });
  }
  return items.length > 1 ? items : [];
}
