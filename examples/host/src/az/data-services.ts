import { HostError } from '../host-error.ts';
import type { EngineConfig } from '../local-config.ts';
import { type AzCall, type AzVerbs, checkResource, need } from './verb.ts';

/** `az postgres …`, `az redis …`, `az keyvault …`: the system's database, cache and secrets. */
type Role = EngineConfig['role'];

const postgresOption = (call: AzCall): string => (call.options['server-name'] === undefined ? 'name' : 'server-name');
const postgres = (call: AzCall): string =>
  checkResource(call, 'Microsoft.DBforPostgreSQL/flexibleServers', call.azure.postgres, postgresOption(call));
const redis = (call: AzCall): string => checkResource(call, 'Microsoft.Cache/redis', call.azure.redis);

/** The older `az postgres server` has the same verbs here. */
function postgresVerbs(group: string): AzVerbs {
  return {
    [`${group} show`]: async (call) => {
      const name = postgres(call);
      const engine = await engineState(call, 'database');
      return {
        name,
        resourceGroup: call.azure.resourceGroup,
        state: engine.isRunning ? 'Ready' : 'Stopped',
        version: '15',
        fullyQualifiedDomainName: `127.0.0.1:${engine.port}`,
        backup: { backupRetentionDays: 7 },
      };
    },
    [`${group} start`]: async (call) => {
      postgres(call);
      await call.control.call('engine', { role: 'database', action: 'start' });
    },
    [`${group} stop`]: async (call) => {
      postgres(call);
      await call.control.call('engine', { role: 'database', action: 'stop' });
    },
    [`${group} restart`]: async (call) => {
      postgres(call);
      await call.control.call('engine', { role: 'database', action: 'restart' });
    },
    [`${group} firewall-rule list`]: async (call) => {
      postgres(call);
      return call.control.call('records', { kind: 'firewall-rule' });
    },
    [`${group} firewall-rule create`]: async (call) => {
      checkResource(call, 'Microsoft.DBforPostgreSQL/flexibleServers', call.azure.postgres, 'server-name');
      const value = {
        name: call.options['rule-name'] ?? need(call, 'name'),
        startIpAddress: need(call, 'start-ip-address'),
        endIpAddress: call.options['end-ip-address'] ?? need(call, 'start-ip-address'),
      };
      return call.control.call('record', { kind: 'firewall-rule', value });
    },
    [`${group} firewall-rule delete`]: async (call) => {
      checkResource(call, 'Microsoft.DBforPostgreSQL/flexibleServers', call.azure.postgres, 'server-name');
      const name = call.options['rule-name'] ?? need(call, 'name');
      await call.control.call('record', { kind: 'firewall-rule', value: { name }, remove: true });
    },
    [`${group} backup create`]: async (call) => {
      postgres(call);
      return call.control.call('backup', { name: need(call, 'backup-name') });
    },
    [`${group} backup list`]: async (call) => {
      postgres(call);
      return call.control.call('records', { kind: 'backup' });
    },
    [`${group} restore`]: async (call) => {
      checkResource(call, 'Microsoft.DBforPostgreSQL/flexibleServers', call.azure.postgres, 'source-server');
      const at = call.options['restore-point-in-time'] ?? call.options['restore-time'];
      return call.control.call('restore', { name: need(call, 'name'), ...(at ? { at } : {}) });
    },
  };
}

export const dataServiceVerbs: AzVerbs = {
  ...postgresVerbs('postgres flexible-server'),
  ...postgresVerbs('postgres server'),
  'postgres server-logs list': listServerLog,
  'postgres flexible-server server-logs list': listServerLog,
  'redis show': async (call) => {
    const name = redis(call);
    const engine = await engineState(call, 'cache');
    return {
      name,
      resourceGroup: call.azure.resourceGroup,
      provisioningState: engine.isRunning ? 'Succeeded' : 'Disabled',
      hostName: '127.0.0.1',
      port: engine.port,
    };
  },
  'redis force-reboot': async (call) => {
    redis(call);
    await call.control.call('engine', { role: 'cache', action: 'restart' });
  },
  'redis firewall-rules list': async (call) => {
    redis(call);
    return call.control.call('records', { kind: 'firewall-rule' });
  },
  'keyvault secret show': async (call) => {
    const { name, variable } = secretOf(call);
    const { value } = await call.control.call<{ value: string }>('secret', { variable });
    return { name, value, attributes: { enabled: true } };
  },
  'keyvault secret list': async (call) => {
    checkVault(call);
    return Object.keys(call.azure.keyVault?.secrets ?? {}).map((name) => ({ name, enabled: true }));
  },
};

async function listServerLog(call: AzCall): Promise<unknown> {
  checkResource(call, 'Microsoft.DBforPostgreSQL/flexibleServers', call.azure.postgres, 'server-name');
  const lines: string[] = [];
  await call.control.logs({ source: 'database', limit: 200 }, (text) => lines.push(...text.trimEnd().split('\n')));
  return lines.filter((line) => line !== '').map((line) => ({ name: 'postgresql.log', line }));
}

async function engineState(call: AzCall, role: Role) {
  const engine = (await call.state()).engines.find((candidate) => candidate.role === role);
  if (!engine) throw new HostError(`This system has no ${role}.`, { exitCode: 3 });
  return engine;
}

function checkVault({ options, azure }: AzCall): void {
  if (options['vault-name'] !== azure.keyVault?.name) {
    throw new HostError(`(VaultNotFound) There is no key vault '${options['vault-name'] ?? ''}'.`, { exitCode: 3 });
  }
}

function secretOf(call: AzCall): { name: string; variable: string } {
  checkVault(call);
  const name = need(call, 'name');
  const variable = call.azure.keyVault?.secrets[name];
  if (!variable) throw new HostError(`(SecretNotFound) No secret is named '${name}'.`, { exitCode: 3 });
  return { name, variable };
}
