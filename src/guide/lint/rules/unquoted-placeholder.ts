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
      const seen = new Set<string>();
      for (const command of block.commands) {
        for (const row of block.rows.slice(
          command.line - block.rows[0]!.line,
          command.endLine - block.rows[0]!.line + 1,
        )) {
          for (const found of row.text.matchAll(ANGLED)) {
            const placeholder = `<${found[2]}>`;
            if (isQuoted(row.text, found.index)) continue;
            const repeated = seen.has(placeholder);
            seen.add(placeholder);
            // Said once a block; the fix of each repetition still has to be offered.
            const word = (/\S*$/.exec(row.text.slice(0, found.index))?.[0] ?? '') + found[1]!;
            yield {
              place: guide.place({ line: row.line }, placeholder),
              message: repeated
                ? `${placeholder} again, outside quotes.`
                : `The shell reads ${placeholder} as “read from the file ${found[2]!.split(' ')[0]}, write to what follows”.`,
              understood: `A placeholder outside quotes in “${command.text.slice(0, 60)}”.`,
              wayOut: `Put it in quotes ("${placeholder}"), or name a variable and say above where its value is found.`,
              fix: guide.edit({ line: row.line }, word, quoted(word)),
            };
          }
        }
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
