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
        for (const found of text.matchAll(ANGLED)) {
          if (isQuoted(text, found.index)) continue;
          const placeholder = `<${found[2]}>`;
          const word = (/\S*$/.exec(text.slice(0, found.index))?.[0] ?? '') + found[1]!;
          const edits = guide.edit({ line }, word, quoted(word));
          const use = uses.get(placeholder);
          if (use) use.fix.push(...edits);
          else uses.set(placeholder, { line, words: text.trim(), fix: [...edits] });
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

/** `--id=<id>` → `--id="<id>"`; `s3://a/<b>` → `"s3://a/<b>"`. */
function quoted(word: string): string {
  const option = /^(--?[\w-]+=)(.*)$/.exec(word);
  return option ? `${option[1]}"${option[2]}"` : `"${word}"`;
}

function isQuoted(text: string, at: number): boolean {
  let quote = '';
  for (const sign of text.slice(0, at))
    if (quote === '' && (sign === '"' || sign === "'")) quote = sign;
    else if (sign === quote) quote = '';
  return quote !== '';
}
