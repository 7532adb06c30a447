import type { LintedGuide } from './linted-guide.ts';

const REMARK = /<!--\s*runproof-(disable|enable)(-next-line)?((?:[\s,]+[a-z][a-z0-9-]*)*)\s*-->/g;

interface Suppression {
  /** null: every rule. */
  readonly rule: string | null;
  readonly from: number;
  readonly to: number;
}

/**
 * What Markdown comments switch off:
 *
 *   <!-- runproof-disable alert-without-action -->  from here on, until <!-- runproof-enable --> or the end
 *   <!-- runproof-disable-next-line -->             every rule, for one line (and the block that begins there)
 */
export function suppressionsIn(guide: LintedGuide): (rule: string, line: number) => boolean {
  const closed: Suppression[] = [];
  const open = new Map<string | null, number>();
  const shown = guide.blocks;
  for (const [n, text] of guide.lines.entries()) {
    if (!text.includes('<!--')) continue;
    const line = n + 1;
    if (shown.some((block) => block.line < line && line < block.endLine)) continue;
    for (const [, verb, next, names] of text.matchAll(REMARK)) {
      const rules = names!.split(/[\s,]+/).filter(Boolean);
      const wanted: readonly (string | null)[] = rules.length > 0 ? rules : [null];
      if (next !== undefined) closed.push(...wanted.map((rule) => nextLine(guide, line + 1, rule)));
      else if (verb === 'disable') for (const rule of wanted) open.set(rule, open.get(rule) ?? line);
      else
        for (const rule of rules.length > 0 ? wanted : [...open.keys()]) {
          const from = open.get(rule);
          if (from !== undefined) closed.push({ rule, from, to: line });
          open.delete(rule);
        }
    }
  }
  for (const [rule, from] of open) closed.push({ rule, from, to: guide.lines.length });
  return (rule, line) => closed.some((s) => (s.rule === null || s.rule === rule) && s.from <= line && line <= s.to);
}

function nextLine(guide: LintedGuide, line: number, rule: string | null): Suppression {
  const block = guide.blocks.find((one) => one.line === line);
  return { rule, from: line, to: block?.endLine ?? line };
}
