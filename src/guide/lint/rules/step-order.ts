import type { Part } from '../../document/part.ts';
import type { Rule } from '../rule.ts';

const F = '```';

export const stepOrder: Rule = {
  id: 'step-order',
  severity: 'warning',
  finds: 'Numbered steps with a number missing, twice, or out of order.',
  why: 'On the telephone people say “we are at step 4”. Then it matters that there is one step 4, and that nothing stood before it that is gone.',
  failing: [
    { guide: '## Release\n\n### Step 1: Build\n\nText.\n\n### Step 3: Announce\n\nText.\n', words: 'Step 3: Announce' },
    {
      guide: `## Release\n\n${F}bash\n# 1. Build\nmake\n# 2. Test\nmake test\n# 2. Ship\nmake ship\n${F}\n`,
      words: '2. Ship',
    },
  ],
  passing: [
    {
      guide: `## Release\n\n### Step 1: Build\n\nText.\n\n### Step 2: Announce\n\n${F}bash\n# 1. Build\nmake\n# 2. Test\nmake test\n${F}\n`,
    },
    // Markdown numbers a list by itself.
    { guide: '## Release\n\n1. Build\n1. Announce\n' },
  ],
  *find(guide) {
    const groups = new Map<Part | null, Map<number, Part[]>>();
    for (const part of guide.parts) {
      if (part.form !== 'heading' || part.ordinal === null || part.ordinal === 0) continue;
      // A document that skips a level of heading has two sequences under one section.
      const byDepth = groups.get(part.parent) ?? new Map<number, Part[]>();
      groups.set(part.parent, byDepth.set(part.depth, [...(byDepth.get(part.depth) ?? []), part]));
    }
    for (const steps of [...groups.values()].flatMap((byDepth) => [...byDepth.values()])) {
      const at = firstOutOfOrder(steps.map(({ ordinal }) => ordinal!));
      if (at !== null)
        yield fault(
          guide.place({ line: steps[at]!.line }, steps[at]!.text),
          steps[at]!.ordinal!,
          steps[at - 1]!.ordinal!,
          steps[at - 1]!.line,
        );
    }
    for (const block of guide.blocks) {
      const steps = block.rows.flatMap((row) => {
        const found = /^\s*(?:#|\/\/|--)\s*(?:step\s+)?(\d{1,2})[.):]\s+\S/i.exec(row.text);
        return found ? [{ row, number: Number(found[1]) }] : [];
      });
      const at = firstOutOfOrder(steps.map(({ number }) => number));
      if (at !== null)
        yield fault(
          guide.place({ line: steps[at]!.row.line }, steps[at]!.row.text.replace(/^\s*(?:#|\/\/|--)\s*/, '')),
          steps[at]!.number,
          steps[at - 1]!.number,
          steps[at - 1]!.row.line,
        );
    }
  },
};

/** A new "1" begins a new sequence. */
function firstOutOfOrder(numbers: readonly number[]): number | null {
  const at = numbers.findIndex((number, n) => n > 0 && number !== 1 && number !== numbers[n - 1]! + 1);
  return at === -1 ? null : at;
}

function fault(place: ReturnType<Parameters<Rule['find']>[0]['place']>, number: number, before: number, line: number) {
  return {
    place,
    message: `Step ${number} follows step ${before} (line ${line}).`,
    understood: `The steps of one sequence, by their numbers.`,
    wayOut:
      number <= before
        ? 'Number the steps through, or begin a second sequence with 1.'
        : `Number the steps through, or put back step ${before + 1}.`,
  };
}
