import { placeholderName } from './bind-command.ts';
import type { Bindings } from './bindings.ts';
import type { Commitment, CommitmentOf } from './commitment.ts';
import type { Need } from './make-plan.ts';
import { BASE_URL_BINDING, targetBinding, valueBinding } from './open-binding.ts';
import type { Check, Probe } from './plan.ts';

const DEFAULT_TIMEOUT_MS = 10_000;

export interface PlannedChecks {
  readonly checks: readonly Check[];
  readonly needs: readonly Need[];
  /** Connection URLs by the binding that a probe refers to. */
  readonly secrets: Map<string, string>;
}

/** Probes for what the guide wants checked, and for each dependency that the bindings name. */
export function planChecks(commitments: readonly Commitment[], bindings: Bindings): PlannedChecks {
  const secrets = new Map<string, string>();
  const needs: Need[] = [];
  const checks: Check[] = [];
  for (const commitment of commitments) {
    if (commitment.kind !== 'check') continue;
    const probe = probeOf(commitment, bindings);
    if ('need' in probe) needs.push({ commitmentId: commitment.id, ...probe.need });
    else
      checks.push({
        id: commitment.id,
        commitmentId: commitment.id,
        name: commitment.path ?? commitment.target ?? commitment.purpose ?? commitment.url ?? commitment.text,
        probe: probe.probe,
        intervalSeconds: bindings.observe.intervalSeconds,
        timeoutMs: commitment.timeoutMs ?? DEFAULT_TIMEOUT_MS,
        maxLatencyMs: commitment.maxLatencyMs,
      });
  }
  for (const [name, url] of Object.entries(bindings.targets)) {
    secrets.set(`targets.${name}`, url);
    const probe = targetProbe(name, url);
    if (probe === null) continue;
    checks.push({
      id: `target:${name}`,
      commitmentId: null,
      name,
      probe,
      intervalSeconds: bindings.observe.intervalSeconds,
      timeoutMs: DEFAULT_TIMEOUT_MS,
      maxLatencyMs: null,
    });
  }
  return { checks, needs, secrets };
}

type ProbeOrNeed = { readonly probe: Probe } | { readonly need: Omit<Need, 'commitmentId'> };

function probeOf(check: CommitmentOf<'check'>, bindings: Bindings): ProbeOrNeed {
  const { status, json } = check.expect;
  if (check.url !== null) {
    const { url, open } = bindAddress(check.url, bindings);
    if (open.length > 0)
      return {
        need: {
          needs: open,
          hint: `give ${open.map((name) => `values.${name}`).join(', ')} in runproof.yaml, or the whole address under addresses`,
          bindings: open.map(valueBinding),
        },
      };
    return { probe: { type: 'http', url, status, json: json ?? {} } };
  }
  if (check.path !== null) {
    if (bindings.baseUrl === undefined)
      return {
        need: {
          needs: ['baseUrl'],
          hint: `give baseUrl in runproof.yaml: the address that ${check.path} is relative to`,
          bindings: [BASE_URL_BINDING],
        },
      };
    return { probe: { type: 'http', url: joinUrl(bindings.baseUrl, check.path), status, json: json ?? {} } };
  }
  const name = targetNamed(check.target ?? check.text, bindings);
  const probe = name === null ? null : targetProbe(name, bindings.targets[name] ?? '');
  if (probe !== null) return { probe };
  return {
    need: {
      needs: [`targets.${check.target ?? 'name'}`],
      hint: `give the connection URL of “${check.target ?? check.text}” under targets in runproof.yaml`,
      bindings: [targetBinding(check.target ?? 'name')],
    },
  };
}

/** A guide's address where it stands here: placeholders filled, then the longest bound prefix replaced. */
export function bindAddress(written: string, bindings: Bindings): { url: string; open: string[] } {
  const fill = (text: string) =>
    text.replace(/\{([^}]+)\}|<([^>]+)>/g, (whole, a?: string, b?: string) => bindings.values[a ?? b ?? ''] ?? whole);
  const url = fill(written);
  const addresses = Object.entries(bindings.addresses)
    .map(([from, to]) => [fill(from), to] as const)
    .sort(([a], [b]) => b.length - a.length);
  for (const [from, to] of addresses) {
    if (url.startsWith(from)) return { url: to + url.slice(from.length), open: [] };
    // A key without a scheme is a host: it stands for the host of any address.
    const host = url.replace(/^[a-z+]+:\/\//, '');
    if (host.startsWith(from))
      return { url: to.includes('://') ? to + host.slice(from.length) : url.replace(from, to), open: [] };
  }
  return { url, open: [...url.matchAll(/\{[^}]+\}|<[^>]+>/g)].map(([placeholder]) => placeholderName(placeholder)) };
}

/** Words by which guides name what a bound target is. */
const TARGET_WORDS: Readonly<Record<string, RegExp>> = {
  'postgres:': /database|\bdb\b|postgres|sql/i,
  'postgresql:': /database|\bdb\b|postgres|sql/i,
  'mysql:': /database|\bdb\b|mysql|mariadb|sql/i,
  'mongodb:': /database|\bdb\b|mongo/i,
  'redis:': /cache|redis/i,
  'rediss:': /cache|redis/i,
};

/** The bound target that `words` speak of: by its own name first, else by what its URL is. */
export function targetNamed(words: string, bindings: Pick<Bindings, 'targets'>): string | null {
  const lower = words.toLowerCase();
  const names = Object.keys(bindings.targets);
  return (
    names.find((name) => lower.includes(name.toLowerCase())) ??
    names.find((name) => TARGET_WORDS[schemeOf(bindings.targets[name] ?? '')]?.test(words) === true) ??
    null
  );
}

function schemeOf(url: string): string {
  return /^[a-z][a-z+]*:/i.exec(url)?.[0].toLowerCase() ?? '';
}

function targetProbe(name: string, url: string): Probe | null {
  const scheme = schemeOf(url);
  const secret = { binding: `targets.${name}` };
  if (scheme === 'postgres:' || scheme === 'postgresql:') return { type: 'postgres', url: secret };
  if (scheme === 'mysql:' || scheme === 'mariadb:') return { type: 'mysql', url: secret };
  if (scheme === 'redis:' || scheme === 'rediss:') return { type: 'redis', url: secret };
  if (scheme === 'mongodb:' || scheme === 'mongodb+srv:') return { type: 'mongodb', url: secret };
  if (scheme === 'http:' || scheme === 'https:') return { type: 'http', url, status: null, json: {} };
  const socket = /^(tcp|tls):\/\/(?:\[([^\]]+)\]|([^:/]+)):(\d+)\/?$/i.exec(url);
  if (socket === null) return null;
  return { type: scheme === 'tls:' ? 'tls' : 'tcp', host: socket[2] ?? socket[3] ?? '', port: Number(socket[4]) };
}

function joinUrl(base: string, path: string): string {
  return base.replace(/\/+$/, '') + (path.startsWith('/') ? path : `/${path}`);
}
