import type { Rule } from '../rule.ts';

const F = '```';

/** What begins a comment in each language, and what people write instead. */
const LANGUAGES: Readonly<Record<string, { readonly mark: string; readonly wrong: RegExp }>> = {
  kql: { mark: '//', wrong: /^\s*(--|#)(?=\s)/ },
  sql: { mark: '--', wrong: /^\s*(\/\/|#)(?=\s)/ },
  bash: { mark: '#', wrong: /^\s*(\/\/|--)(?=\s+[A-Za-z])/ },
  python: { mark: '#', wrong: /^\s*(\/\/|--)(?=\s)/ },
  yaml: { mark: '#', wrong: /^\s*(\/\/)(?=\s)/ },
  promql: { mark: '#', wrong: /^\s*(\/\/|--)(?=\s)/ },
  javascript: { mark: '//', wrong: /^\s*(#|--)(?=\s)/ },
  typescript: { mark: '//', wrong: /^\s*(#|--)(?=\s)/ },
};

export const wrongCommentMarks: Rule = {
  id: 'wrong-comment-marks',
  severity: 'error',
  finds: 'Comments in a block with the marks of another language.',
  why: 'The line is no comment there: the query is refused, or the shell tries to run the words.',
  fixes: 'writes the marks of the language.',
  failing: [
    {
      guide: `## Queries\n\n${F}kusto\n-- Failed calls\ndependencies\n| where success == false\n${F}\n`,
      words: '--',
      fixed: `## Queries\n\n${F}kusto\n// Failed calls\ndependencies\n| where success == false\n${F}\n`,
    },
  ],
  passing: [
    {
      guide: `## Queries\n\n${F}kusto\n// Failed calls\ndependencies\n| where success == false\n${F}\n\n${F}sql\n-- One\nSELECT 1;\n${F}\n\n${F}bash\n# One\ngit log \\\n  -- docs\n${F}\n`,
    },
  ],
  *find(guide) {
    for (const block of guide.blocks) {
      const marks = LANGUAGES[block.language ?? ''];
      // MySQL also takes `#`; a continued shell line may begin with `--`.
      if (!marks || (block.language === 'sql' && /mysql|mariadb/i.test(block.title))) continue;
      const rows = block.rows.filter(
        (row, n) => marks.wrong.test(row.text) && !/\\\s*$/.test(block.rows[n - 1]?.text ?? ''),
      );
      const [first] = rows;
      if (!first) continue;
      const wrong = marks.wrong.exec(first.text)![1]!;
      yield {
        place: guide.place({ line: first.line }, wrong),
        message: `In ${block.language} a comment begins with ${marks.mark}, not with ${wrong}.`,
        understood: `${rows.length} such ${rows.length === 1 ? 'line' : 'lines'} in this block: ${rows.map(({ line }) => line).join(', ')}.`,
        wayOut: `Write ${marks.mark} instead.`,
        fix: rows.flatMap((row) => guide.edit({ line: row.line }, marks.wrong.exec(row.text)![1]!, marks.mark)),
      };
    }
  },
};
