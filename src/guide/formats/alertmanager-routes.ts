import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { durationsIn } from '../words/duration.ts';
import { severityIn } from '../words/severity-name.ts';
import type { YamlMap } from './yaml-block.ts';

const SEVERITY = /^(?:severity|priority|level|sev)$/i;

/**
 * Who is told of which severity, and after how long, by the tree of an Alertmanager's routes. A route that asks for more
 * than a severity (a team, a time of day) says it of some alerts only, and an escalation cannot say that: it is left out.
 *
 *   route: {group_wait: 30s, routes: [{match: {severity: critical}, receiver: pager, continue: true},
 *     {match: {severity: critical}, receiver: lead, group_wait: 15m}]} → to pager after 30 s; from pager to lead after 900 s
 */
export const readRoutes = (fence: Part, root: YamlMap): Draft[] => below(fence, root, waitOf(root), 0);

/** Deeper than any tree that somebody keeps in mind. */
const DEEPEST = 8;

/** A route waits as long as the one above it, where it does not say how long itself. */
function below(fence: Part, route: YamlMap, waitAboveS: number | null, depth: number): Draft[] {
  if (depth > DEEPEST) return [];
  /** Who has been told of a severity by a route that lets the next ones see the alert too. */
  const told = new Map<string, string>();
  const ended = new Set<string>();
  return route.maps('routes').flatMap((child) => {
    const asked = askedBy(child);
    if (asked === null) return [];
    const open = asked.filter((severity) => !ended.has(severity));
    const waitS = waitOf(child) ?? waitAboveS;
    const to = child.text('receiver');
    const drafts = to
      ? open.map((severity) => step(fence, child, { from: told.get(severity) ?? null, to, afterS: waitS, severity }))
      : [];
    for (const severity of asked) {
      if (child.text('continue') !== 'true') ended.add(severity);
      else if (to) told.set(severity, to);
    }
    return [...drafts, ...below(fence, child, waitS, depth + 1)];
  });
}

interface Step {
  readonly from: string | null;
  readonly to: string;
  readonly afterS: number | null;
  readonly severity: string;
}

function step(fence: Part, route: YamlMap, fields: Step): Draft {
  const { line, endLine } = route;
  return draft(fence, { kind: 'escalation', ...fields }, { line, endLine, text: `${fields.severity} → ${fields.to}` });
}

function waitOf(route: YamlMap): number | null {
  const [wait] = durationsIn(route.text('group_wait') ?? route.text('groupWait') ?? '');
  return wait ? Math.round(wait.seconds) : null;
}

/** The severities a route asks for, none where it asks for nothing; null where it asks for something else. */
function askedBy(route: YamlMap): string[] | null {
  const times = ['active_time_intervals', 'mute_time_intervals', 'activeTimeIntervals', 'muteTimeIntervals'];
  if (times.some((name) => route.texts(name).length > 0)) return null;
  const wanted = [
    ...route.entries('match').map(([label, value]) => ({ label, sign: '=', value })),
    ...route.entries('match_re').map(([label, value]) => ({ label, sign: '=~', value })),
    ...route.texts('matchers').flatMap(matchersIn),
    ...route.maps('matchers').map((matcher) => ({
      label: matcher.text('name') ?? '',
      sign: matcher.text('matchType') ?? (matcher.text('regex') === 'true' ? '=~' : '='),
      value: matcher.text('value') ?? '',
    })),
  ];
  if (wanted.some(({ label, sign }) => !SEVERITY.test(label) || !/^=~?$/.test(sign))) return null;
  const values = wanted.flatMap(({ sign, value }) => (sign === '=' ? [value] : alternativesIn(value)));
  return values.some((value) => !/^[\w -]+$/.test(value)) ? null : values.map((value) => severityIn(value) ?? value);
}

/** `severity="critical"`, `{severity=~"critical|page", team="db"}` */
const matchersIn = (text: string): { label: string; sign: string; value: string }[] =>
  [...text.matchAll(/([A-Za-z_]\w*)\s*(=~|!~|!=|=)\s*(?:"([^"]*)"|'([^']*)'|([^\s,}]+))/g)].map(
    ([, label, sign, quoted, single, plain]) => ({ label: label!, sign: sign!, value: quoted ?? single ?? plain! }),
  );

/** "^(critical|page)$" → critical, page */
const alternativesIn = (pattern: string): string[] => pattern.replace(/^\^?\(?(?:\?:)?|\)?\$?$/g, '').split('|');
