import { type Part, walk } from './document/part.ts';
import type { Draft } from './draft.ts';

/** What a compilation leaves for the next one of the same guide. It holds what the last text held, and no more. */
export interface GuideMemory {
  readonly sections: ReadSections;
}

/** Drafts of sections by what the section says; parts by their place in it, lines from its beginning. */
export type ReadSections = Map<string, readonly KeptDraft[]>;

interface KeptDraft extends Omit<Draft, 'part'> {
  readonly part: number;
}

/** An empty memory, for an editor or a watcher that compiles a guide again and again. */
export const newMemory = (): GuideMemory => ({ sections: new Map() });

/**
 * Reads the sections of a guide, those known from before by what they said. What a section means depends on itself and on
 * the titles above it: nothing is read across its border.
 */
export function readSections(
  sections: readonly Part[],
  known: ReadSections,
  read: (section: Part) => readonly Draft[],
): Draft[] {
  const used: ReadSections = new Map();
  const drafts = sections.flatMap((section) => {
    const parts = [...walk(section)];
    const key = keyOf(section, parts);
    const kept = used.get(key) ?? known.get(key);
    if (kept) {
      used.set(key, kept);
      return kept.map(({ part, ...draft }): Draft => moved({ ...draft, part: parts[part]! }, section.line));
    }
    const fresh = read(section);
    const places = new Map(parts.map((part, n) => [part, n]));
    // A group names the parts it covers only while its section is being read.
    used.set(
      key,
      fresh.map(({ covers: _, part, ...draft }) => ({ ...moved(draft, -section.line), part: places.get(part)! })),
    );
    return fresh;
  });
  known.clear();
  for (const [key, kept] of used) known.set(key, kept);
  return drafts;
}

const moved = <D extends { readonly line: number; readonly endLine: number }>(draft: D, by: number): D => ({
  ...draft,
  line: draft.line + by,
  endLine: draft.endLine + by,
});

/** Everything of a section that a reader can see, and how its title stands in the guide. */
function keyOf(section: Part, parts: readonly Part[]): string {
  const rows = parts.map((part) =>
    [
      part.form,
      part.depth,
      part.line - section.line,
      part.endLine - section.line,
      part.ordinal,
      part.checked,
      part.label,
      part.text,
      part.language,
      part.columns.join('|'),
      part.cells.join('|'),
      part.codes.join('|'),
      part.links.map(({ title, url }) => `${title} ${url}`).join('|'),
    ].join('\u0000'),
  );
  return [section.parent?.title ?? '', ...rows].join('\u0001');
}
