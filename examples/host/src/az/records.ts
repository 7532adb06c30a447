import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { HostError } from '../host-error.ts';
import { type AzCall, type AzVerbs, checkResource, need } from './verb.ts';

/**
 * Verbs that set something up in the cloud (rules, budgets, rights): kept by the local cloud under their name and listed
 * again, with the options they were given.
 */
function keeping(verb: string, kind: string, nameOption: string): AzVerbs {
  return {
    [`${verb} create`]: async (call) => {
      const { output: _output, query: _query, ...options } = call.options;
      const value = { ...options, name: nameOf(call, nameOption) };
      return call.control.call('record', { kind, value });
    },
    [`${verb} list`]: (call) => call.control.call('records', { kind }),
    [`${verb} delete`]: async (call) => {
      await call.control.call('record', { kind, value: { name: nameOf(call, nameOption) }, remove: true });
    },
  };
}

/** Some things have no name of their own: what they say stands for it. */
function nameOf(call: AzCall, option: string): string {
  return (call.options[option] ?? call.options.name ?? need(call, option)).slice(0, 200);
}

export const recordVerbs: AzVerbs = {
  ...keeping('monitor autoscale rule', 'autoscale-rule', 'condition'),
  ...keeping('monitor diagnostic-settings', 'diagnostic-setting', 'name'),
  ...keeping('consumption budget', 'budget', 'budget-name'),
  ...keeping('role assignment', 'role-assignment', 'assignee'),
  ...keeping('cdn endpoint', 'cdn-endpoint', 'name'),
  'consumption usage list': async (call) => {
    const { azure } = call;
    const state = await call.state();
    const lines = [
      { meterCategory: 'Azure App Service', instanceName: azure.webapp, quantity: state.desiredInstances },
      { meterCategory: 'Azure Database for PostgreSQL', instanceName: azure.postgres, quantity: 1 },
      { meterCategory: 'Azure Cache for Redis', instanceName: azure.redis, quantity: 1 },
      { meterCategory: 'Application Insights', instanceName: azure.insights, quantity: 1 },
    ];
    // What runs on this machine costs nothing; the shape is what scripts read.
    return lines
      .filter(({ instanceName }) => instanceName !== undefined)
      .map((line) => ({ ...line, pretaxCost: '0.00', currency: 'USD' }));
  },
  'storage blob upload': async (call) => {
    checkResource(call, 'Microsoft.Storage/storageAccounts', call.azure.storage, 'account-name');
    // An unquoted `--file backup_*.sql` arrives as several names; the newest sorts last.
    const file = need(call, 'file').split(' ').at(-1)!;
    if (!existsSync(file)) throw new HostError(`${file} does not exist.`, { exitCode: 1 });
    const content = readFileSync(file);
    const value = {
      name: need(call, 'name'),
      container: need(call, 'container-name'),
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    };
    return call.control.call('record', { kind: 'blob', value });
  },
  'storage blob list': (call) => call.control.call('records', { kind: 'blob' }),
};
