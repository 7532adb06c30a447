import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';

/** Services that Nagios or Icinga looks at: `define service { host_name web01 … check_command check_http }`. */
export function readNagiosServices(fence: Part): Draft[] {
  const drafts: Draft[] = [];
  let open: { readonly line: number; readonly said: Map<string, string> } | null = null;
  if (!/^\s*define\s+service\b/m.test(fence.text)) return [];
  for (const [n, line] of fence.text.split('\n').entries()) {
    if (/^\s*define\s+service\b/.test(line)) open = { line: fence.line + 1 + n, said: new Map() };
    const [, key, value] = /^\s*([a-z_]+)\s+([^;]+?)\s*(?:;.*)?$/.exec(line) ?? [];
    if (open && key && value) open.said.set(key, value);
    if (!open || !/^\s*\}/.test(line)) continue;
    drafts.push(...service(fence, open.said, open.line, fence.line + 1 + n));
    open = null;
  }
  return drafts;
}

function service(fence: Part, said: ReadonlyMap<string, string>, line: number, endLine: number): Draft[] {
  const target = said.get('host_name') ?? said.get('hostgroup_name');
  const purpose = said.get('service_description') ?? said.get('check_command') ?? null;
  if (!target || !said.has('check_command')) return [];
  const nothing = { path: null, url: null, expect: { status: null, json: null }, maxLatencyMs: null, timeoutMs: null };
  const text = `${target}: ${said.get('check_command')}`;
  return [draft(fence, { kind: 'check', ...nothing, target, purpose }, { line, endLine, text })];
}
