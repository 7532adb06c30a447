import type { Rule } from '../rule.ts';

const LEFT =
  /\bYOUR_[A-Z][A-Z_]+\b|\b(?:your|my)[-_]?(?:user(?:name)?|org(?:ani[sz]ation)?|company|domain|team|project|account|repo(?:sitory)?|bucket|cluster|registry)(?:[-_]?name)?(?=[\s/@.:"'`)]|$)(?![^<]*>)|\b(?:TODO|FIXME|TBD|XXX)\b(?!-)|\blorem ipsum\b|\[(?:insert|add|your|fill in)\b[^\]]{0,40}\](?!\()/;

export const templateLeftOver: Rule = {
  id: 'template-left-over',
  severity: 'warning',
  finds: 'Words of a template that nobody has filled in.',
  why: 'The command or the contact does not exist; the gap was meant to be closed before the guide was needed.',
  failing: [
    { guide: '## Security\n\n```bash\ntrivy image ghcr.io/yourusername/shop:latest\n```\n', words: 'yourusername' },
    { guide: '## Contacts\n\n- On-call engineer: TBD\n', words: 'TBD' },
  ],
  passing: [
    {
      guide:
        '## Security\n\n```bash\ntrivy image ghcr.io/example/shop:latest\n```\n\nTell your team. Log in with your user name. Put <your-domain> there.\n',
    },
  ],
  *find(guide) {
    const left = new Map<string, number[]>();
    for (const [n, text] of guide.lines.entries()) {
      // "your team" is plain speech; "your-team" and "yourteam" are names.
      const found = LEFT.exec(text)?.[0];
      if (found !== undefined) left.set(found, [...(left.get(found) ?? []), n + 1]);
    }
    for (const [words, lines] of left) {
      const line = lines[0]!;
      yield {
        place: guide.place({ line }, words),
        message: `“${words}” was left over from a template.`,
        understood: `${lines.length === 1 ? '' : `On lines ${lines.join(', ')}; first `}“${guide.lines[line - 1]!.trim().slice(0, 80)}”`,
        wayOut: 'Write what is meant, or take the line out.',
      };
    }
  },
};
