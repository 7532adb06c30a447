import type { IncidentSummary, LiveGuide, SystemSummary } from '../api/wire.ts';
import type { Block } from '../pages/guide/blocks.ts';

/** `everything`: pages, systems, incidents, sections. `guide`: the lines of the guide that is open. */
export type JumpScope = 'everything' | 'guide';

export interface JumpItem {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  readonly hint: string;
  readonly href: string;
}

interface Known {
  readonly systems: readonly SystemSummary[];
  readonly incidents: readonly IncidentSummary[];
  readonly guide: { readonly live: LiveGuide; readonly blocks: readonly Block[] } | null;
}

const pages: readonly JumpItem[] = [
  ['Systems', '/'],
  ['Incidents', '/incidents'],
  ['Runs', '/runs'],
  ['Inbox', '/inbox'],
  ['Account and sign out', '/account'],
].map(([label, href]) => ({ id: `page ${href}`, group: 'Pages', label: label!, hint: '', href: href! }));

export function jumpItems(scope: JumpScope, { systems, incidents, guide }: Known): JumpItem[] {
  const ofGuide = guide === null ? [] : guideItems(scope, guide);
  if (scope === 'guide') return ofGuide;
  return [
    ...incidents.map((incident) => ({
      id: `incident ${incident.id}`,
      group: 'Open incidents',
      label: `#${incident.number} ${incident.title}`,
      hint: incident.systemName,
      href: `/incidents/${incident.id}`,
    })),
    ...systems.map((system) => ({
      id: `system ${system.id}`,
      group: 'Systems',
      label: system.name,
      hint: system.state,
      href: `/systems/${system.id}`,
    })),
    ...pages,
    ...ofGuide,
  ];
}

/** Items that have every word of what was typed, those that start with it first. */
export function matching(items: readonly JumpItem[], typed: string, limit: number): JumpItem[] {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const hits = items.filter((item) => {
    const text = `${item.label} ${item.hint}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const starts = (item: JumpItem) => words.length > 0 && item.label.toLowerCase().startsWith(words[0]!);
  return [...hits.filter(starts), ...hits.filter((item) => !starts(item))].slice(0, limit);
}

function guideItems(scope: JumpScope, guide: NonNullable<Known['guide']>): JumpItem[] {
  const { live, blocks } = guide;
  const wanted = scope === 'guide' ? blocks : blocks.filter((block) => block.kind === 'heading');
  return wanted
    .filter((block) => block.text !== '')
    .map((block) => ({
      id: `line ${block.line}`,
      group: scope === 'guide' ? live.guide : `Sections of ${live.system.name}`,
      label: block.text.length > 160 ? `${block.text.slice(0, 160)}…` : block.text,
      hint: `line ${block.line}`,
      href: `/systems/${live.system.id}#L${block.line}`,
    }));
}
