import type { Part } from '../document/part.ts';
import { sectionOf } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { cell, has } from './columns.ts';

/** "[Architecture](architecture.md)", alone or in a statement; a table of contents links into the guide itself. */
export function readLinks(part: Part): Draft[] {
  return part.links
    .filter(
      ({ url }) =>
        url && !url.startsWith('#') && !/^(?:mailto|tel):/.test(url) && (A_SCHEME.test(url) || !/@/.test(url)),
    )
    .filter(
      ({ title, url }) =>
        title !== url ||
        !A_SCHEME.test(url) ||
        (part.label === null ? part.text : part.value).replace(title, '').replace(/[\W_]/g, '').length < 40,
    )
    .map(({ title, url }) =>
      draft(part, {
        kind: 'link',
        title:
          /^(?:here|link|this|see|docs?)$/i.test(title) || (title === url && A_SCHEME.test(url))
            ? (part.label ?? part.parent?.title ?? null)
            : title,
        url,
      }),
    );
}

const A_SCHEME = /^(?:https?|wss?):/;
const FILE =
  /^(?:\.{0,2}\/)?(?:[\w.-]+\/)*[\w.-]+(?:\.(?:md|mdx|rst|adoc|txt|html?|pdf|docx?|xlsx?|ya?ml|json|png|svg|drawio)|\/)(?:#[\w-]+)?$/i;

/** Under a title about links, a file of its own: "Architecture: docs/architecture.md"; "`docs/api.md` - the API". */
export function readFileLink(part: Part): Draft[] {
  const [code] = part.codes;
  const url = [part.value, code, part.label].find((words) => words && FILE.test(words));
  if (!url || part.links.length > 0) return [];
  const title =
    url === part.label
      ? part.value
      : (part.label ?? part.text.replace(url, '').replace(/^[\s`:()-]+|[\s`:()-]+$/g, ''));
  return [draft(part, { kind: 'link', title: title || url, url })];
}

/** "https://…" or "Grafana: https://…", with whatever mark before it. */
const ADDRESS = /^\W*(?:([\p{L}\p{N}][^:\n]{0,50}?)\s*(?::|-|=|→|->)\s+)?(https?:\/\/\S+)\s*$/u;

/** A block that holds nothing but addresses, each named on its line or by the heading above it. */
export function readAddressBlock(fence: Part): Draft[] {
  const lines = fence.text.split('\n');
  if (!lines.some((line) => line.trim()) || !lines.every((line) => !line.trim() || ADDRESS.test(line))) return [];
  return lines.flatMap((line, n) => {
    const [, named, url] = ADDRESS.exec(line) ?? [];
    if (!url) return [];
    const above = fence.parent?.form === 'lead-in' ? fence.parent.title : (sectionOf(fence).at(-1) ?? null);
    return [
      draft(
        fence,
        { kind: 'link', title: named?.trim() || above, url },
        { line: fence.line + 1 + n, endLine: fence.line + 1 + n, text: line.trim() },
      ),
    ];
  });
}

/** | Grafana | https://grafana.example.com | */
export function readLinkRow(row: Part): Draft[] {
  if (!has(row, 'url')) return [];
  const url = row.links[0]?.url ?? cell(row, 'url');
  return /^(?:https?:\/\/|\/|[\w./-]+\.md)/.test(url)
    ? [draft(row, { kind: 'link', title: row.cells[0] ?? null, url })]
    : [];
}
