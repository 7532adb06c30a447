import type { LintedGuide } from '../linted-guide.ts';
import type { Rule } from '../rule.ts';

export const deadAnchor: Rule = {
  id: 'dead-anchor',
  severity: 'warning',
  finds: 'A link within the guide to a heading that is not there.',
  why: 'The table of contents is how people find the right page at three in the morning.',
  fixes: 'points the link at the only heading that begins with its words.',
  failing: [
    {
      guide: '# Shop\n\n- [Service levels](#service-levels)\n\n## Service levels (SLA)\n\nText.\n',
      words: '#service-levels',
      fixed: '# Shop\n\n- [Service levels](#service-levels-sla)\n\n## Service levels (SLA)\n\nText.\n',
    },
  ],
  passing: [
    {
      guide:
        '# Shop\n\n- [Monitoring & alerts](#monitoring--alerts)\n- [Again](#again-1)\n- [Here](#here)\n\n## Monitoring & alerts\n\n## Again\n\n<a id="here"></a>\n\n## Again\n',
    },
  ],
  *find(guide) {
    const links = guide.parts.flatMap((part) =>
      part.links.filter(({ url }) => /^#./.test(url)).map(({ url }) => ({ url, part })),
    );
    if (links.length === 0) return;
    const slugs = slugsOf(guide);
    const anchors = new Set([
      ...slugs,
      ...(guide.lines.join('\n').match(/(?<=\b(?:id|name)=["'])[^"']+/g) ?? []),
      'top',
      '',
    ]);
    for (const { url, part } of links) {
      const slug = decoded(url.slice(1)).toLowerCase();
      // Web renderers differ in what they make of emoji and of the user's own prefix.
      if (
        anchors.has(slug) ||
        anchors.has(slug.replace(/^[-_]+|[-_]+$/g, '')) ||
        slug.startsWith('user-content-') ||
        slugs.some((one) => one.replace(/^-+|-+$/g, '') === slug)
      )
        continue;
      const near = [...new Set(slugs)].filter(
        (one) => one.startsWith(slug) || one.replace(/[^a-z0-9]/g, '') === slug.replace(/[^a-z0-9]/g, ''),
      );
      yield {
        place: guide.place(part, url),
        message: `No heading has the anchor ${url}.`,
        understood: `The guide’s headings make ${slugs.length} anchors, as GitHub makes them${near.length > 0 ? `; the nearest is #${near[0]}` : ''}.`,
        wayOut: near.length > 0 ? `Write #${near[0]}.` : 'Correct the link, or add the section it promises.',
        ...(near.length === 1 ? { fix: guide.edit(part, `(${url})`, `(#${near[0]})`) } : {}),
      };
    }
  },
};

/** The anchors that GitHub makes: lower case, punctuation dropped, spaces to hyphens, repetitions numbered. */
function slugsOf(guide: LintedGuide): string[] {
  const seen = new Map<string, number>();
  const slugs: string[] = [];
  for (const [n, line] of guide.lines.entries()) {
    if (!isHeading(line, guide.lines[n + 1]) || guide.isInBlock(n + 1)) continue;
    const slug = plain(line)
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
      .replaceAll(' ', '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    slugs.push(times === 0 ? slug : `${slug}-${times}`);
  }
  return slugs;
}

const isHeading = (line: string, next: string | undefined): boolean =>
  /^\s{0,3}#{1,6}\s/.test(line) || (/^\s{0,3}[^\s\-*|>#]/.test(line) && /^\s{0,3}(?:=+|-{2,})\s*$/.test(next ?? ''));

/** The words of a heading without its marks. */
const plain = (line: string): string =>
  line
    .replace(/^\s*#{1,6}\s+|\s+#+\s*$/g, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<\/?[a-z][^>]*>|\*+|`/gi, '')
    .trim();

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
