import type { Rule } from '../rule.ts';

export const deadLink: Rule = {
  id: 'dead-link',
  severity: 'warning',
  needs: 'files',
  finds: 'A relative link to a file that is not there.',
  why: 'The reader is sent elsewhere in the middle of an incident, and there is nothing.',
  failing: [
    { guide: '# Shop\n\nIf it still fails, see [the recovery plan](RECOVERY.md).\n', words: 'RECOVERY.md', files: [] },
  ],
  passing: [
    {
      guide:
        '# Shop\n\nSee [the recovery plan](docs/RECOVERY.md#database), [the site](https://example.com) and [below](#below).\n',
      files: ['docs/RECOVERY.md'],
    },
  ],
  *find(guide) {
    if (guide.fileExists === undefined) return;
    const seen = new Set<string>();
    for (const part of guide.parts) {
      for (const { url } of part.links) {
        const path = pathOf(url);
        const key = `${part.line} ${url}`;
        if (path === null || seen.has(key) || guide.fileExists(path)) continue;
        seen.add(key);
        yield {
          place: guide.place(part, url),
          message: `There is no file ${path} beside this guide.`,
          understood: `A relative link, looked up from the guide’s own folder.`,
          wayOut: 'Correct the path, add the file, or link to where it is now.',
        };
      }
    }
  },
};

/** The file of a relative link; null for other addresses. A path from the root belongs to a web site. */
function pathOf(url: string): string | null {
  if (/^[a-z][\w+.-]*:|^\/\/|^[#/?]/i.test(url) || url.includes('{') || url.includes('<')) return null;
  const path = url.replace(/[#?].*$/, '');
  if (!/\.\w+$|\//.test(path)) return null;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
