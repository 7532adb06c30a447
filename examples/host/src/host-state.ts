import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalConfig } from './local-config.ts';

/** What operating the example has changed, kept over restarts of the host in DATA/state.json. */
export interface Revision {
  number: number;
  version: string;
  /** Epoch milliseconds. */
  at: number;
  cause: string;
}

export interface HostState {
  /** Oldest first; the last one is in production. */
  revisions: Revision[];
  /** The version in the staging slot. */
  stagingVersion: string;
  instances: number;
  sku: string;
  /** What the stand-ins create and list: firewall rules, budgets, autoscale rules, backups, … by kind. */
  records: Record<string, Record<string, unknown>[]>;
}

export interface StateFile {
  readonly state: HostState;
  save(): void;
}

const maxRevisions = 20;
const maxRecords = 200;

export function openState(dataFolder: string, config: LocalConfig): StateFile {
  const file = join(dataFolder, 'state.json');
  const state = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as HostState) : firstState(config);
  return {
    state,
    save() {
      state.revisions = state.revisions.slice(-maxRevisions);
      for (const [kind, records] of Object.entries(state.records)) state.records[kind] = records.slice(-maxRecords);
      // Beside and renamed: a kill in the middle leaves the old state whole.
      writeFileSync(`${file}.new`, JSON.stringify(state, null, 2), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}

function firstState({ service, azure }: LocalConfig): HostState {
  const at = Date.now();
  const firewallRules = Object.entries(azure?.firewallRules ?? {}).map(([name, { start, end }]) => ({
    name,
    startIpAddress: start,
    endIpAddress: end,
  }));
  return {
    revisions: service.versions.map((version, index) => ({
      number: index + 1,
      version,
      at,
      cause: 'first deployment',
    })),
    stagingVersion: service.versions.at(-2) ?? service.versions[0]!,
    instances: service.instances,
    sku: azure?.sku ?? 'local',
    records: { 'firewall-rule': firewallRules },
  };
}
