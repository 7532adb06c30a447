import type { Edit } from '../finding.ts';
import type { Rule } from '../rule.ts';

const F = '```';
/** `<pod-name>` outside quotes: to the shell, a file to read from and one to write to. */
const ANGLED = /(?<![<\w"'$\\(])(?:(?<=\s)|(?<=[=/:]))((?:[\w./:=-]*)<([A-Za-z][\w -]{0,40})>(?:[\w./:-]*))(?![>(])/g;

export const unquotedPlaceholder: Rule = {
  id: 'unquoted-placeholder',
  severity: 'warning',
  finds: 'A placeholder in angle brackets that the shell takes for a redirection.',
  why: 'Pasted as it stands, `<pod>` reads from a file called “pod”, and what follows it may be written over. Within quotes the command fails plainly instead.',
  fixes: 'puts the word with the placeholder in quotes.',
  failing: [
    {
      guide: `## Copy\n\n1. Take it\n   ${F}bash\n   kubectl cp --from=<pod>:/a <pod>:/b/<name>\n   ${F}\n`,
      words: '<pod>',
      fixed: `## Copy\n\n1. Take it\n   ${F}bash\n   kubectl cp --from="<pod>:/a" "<pod>:/b/<name>"\n   ${F}\n`,
    },
    {
      guide: `## Runbooks\n\n### Stuck pod\n\n${F}bash\nkubectl describe pod <pod-name> -n shop\n${F}\n`,
      words: '<pod-name>',
      fixed: `## Runbooks\n\n### Stuck pod\n\n${F}bash\nkubectl describe pod "<pod-name>" -n shop\n${F}\n`,
    },
  ],
  passing: [
    {
      guide: `## Runbooks\n\n### Stuck pod\n\n${F}bash\nkubectl describe pod "<pod-name>" -n shop\nkubectl describe pod {pod} -n shop\ncat <<EOF > out\nmail <somebody@example.com>\nEOF\nsort < in > out\n${F}\n`,
    },
  ],
  *find(guide) {
    for (const block of guide.blocks) {
      const uses = new Map<string, { line: number; words: string; fix: Edit[] }>();
      const shell = block.rows.filter(({ line }) => block.commands.some((c) => c.line <= line && line <= c.endLine));
      for (const { line, text } of shell) {
        // A settings file shown as shell is filled in, not run.
        if (/^\s*(?:export\s+)?[A-Z_][A-Z0-9_]*=<[^>]*>\s*$/.test(text)) continue;
        const indented = (guide.lines[line - 1] ?? '').indexOf(text);
        for (const { start, end, placeholder } of bareWordsIn(text)) {
          const column = Math.max(indented, 0) + start + 1;
          const edit = { line, column, endLine: line, endColumn: column + end - start };
          const fix = { ...edit, replacement: quoted(text.slice(start, end)) };
          const use = uses.get(placeholder);
          if (use) use.fix.push(fix);
          else uses.set(placeholder, { line, words: text.trim(), fix: [fix] });
        }
      }
      for (const [placeholder, { line, words, fix }] of uses) {
        const times = fix.length === 1 ? '' : `, and ${fix.length - 1} more in this block`;
        yield {
          place: guide.place({ line }, placeholder),
          message: `The shell reads ${placeholder} as “read from the file ${placeholder.slice(1, -1).split(' ')[0]}, write to what follows”.`,
          understood: `A placeholder outside quotes in “${words.slice(0, 60)}”${times}.`,
          wayOut: `Put it in quotes ("${placeholder}"), or name a variable and say above where its value is found.`,
          fix,
        };
      }
    }
  },
};

interface BareWord {
  readonly start: number;
  end: number;
  /** The first in the word. */
  readonly placeholder: string;
}

/** Words of a line that have a placeholder outside quotes: in `cp <pod>:/a <b>/<c>` two. */
function bareWordsIn(text: string): BareWord[] {
  const words: BareWord[] = [];
  let quote = '';
  let read = 0;
  for (const found of text.matchAll(ANGLED)) {
    for (; read < found.index; read += 1) {
      const sign = text[read]!;
      if (quote === '' && (sign === '"' || sign === "'")) quote = sign;
      else if (sign === quote) quote = '';
    }
    if (quote !== '') continue;
    let start = found.index;
    const before = words.at(-1);
    while (start > (before?.end ?? 0) && !/[\s"'`;|&(]/.test(text[start - 1]!)) start -= 1;
    const end = found.index + found[0].length;
    if (before && start <= before.end) before.end = end;
    else words.push({ start, end, placeholder: `<${found[2]}>` });
  }
  return words;
}

/** `--id=<id>` → `--id="<id>"`; `s3://a/<b>` → `"s3://a/<b>"`. */
function quoted(word: string): string {
  const option = /^(--?[\w-]+=)(.*)$/.exec(word);
  return option ? `${option[1]}"${option[2]}"` : `"${word}"`;
}
