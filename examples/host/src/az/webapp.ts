import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { followMs } from '../follow.ts';
import { HostError } from '../host-error.ts';
import type { HostDescription } from '../operations.ts';
import { zipOf } from '../zip.ts';
import { type AzCall, type AzVerbs, checkResource, need } from './verb.ts';

/** `az webapp …` and `az appservice plan …`: the service's processes, versions, logs and size. */
const webapp = (call: AzCall): string => checkResource(call, 'Microsoft.Web/sites', call.azure.webapp);
const plan = (call: AzCall): string => checkResource(call, 'Microsoft.Web/serverFarms', call.azure.plan);

export const webappVerbs: AzVerbs = {
  'webapp show': async (call) => {
    webapp(call);
    return describeApp(call, await call.state());
  },
  'webapp restart': async (call) => {
    webapp(call);
    await call.control.call('restart');
  },
  'webapp stop': async (call) => {
    webapp(call);
    await call.control.call('stop');
  },
  'webapp start': async (call) => {
    webapp(call);
    await call.control.call('start');
  },
  'webapp log tail': async (call) => {
    webapp(call);
    await call.control.logs({ limit: 100, followMs: followMs() }, (text) => process.stdout.write(text));
  },
  'webapp log download': async (call) => {
    webapp(call);
    const file = call.options['log-file'] || 'webapp_logs.zip';
    let log = '';
    await call.control.logs({}, (text) => {
      log += text;
    });
    try {
      writeFileSync(file, zipOf([{ name: 'LogFiles/application.log', content: Buffer.from(log) }]));
    } catch (cause) {
      throw new HostError(`The log could not be written to ${file}: ${(cause as Error).message}`, {
        exitCode: 1,
        cause,
      });
    }
    const lines = log.trimEnd().split('\n');
    console.error(`Downloaded logs to ${file} (${lines.length} lines). The last of them:`);
    console.error(lines.slice(-20).join('\n'));
  },
  'webapp deployment slot swap': async (call) => {
    webapp(call);
    if (need(call, 'slot') !== 'staging')
      throw new HostError(`(NotFound) There is no slot '${call.options.slot}'; there is staging.`, { exitCode: 3 });
    if ((call.options.action ?? 'swap') !== 'swap')
      throw new HostError('This stand-in swaps at once: --action swap.', { exitCode: 1 });
    const { version, stagingVersion } = await call.control.call<HostDescription>('swap');
    return { production: version, staging: stagingVersion };
  },
  'webapp deployment source config-zip': async (call) => {
    webapp(call);
    const file = need(call, 'src');
    if (!existsSync(file)) throw new HostError(`${file} does not exist.`, { exitCode: 1 });
    const digest = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 8);
    return deploy(call, digest, `package ${file}`);
  },
  'webapp deployment source sync': async (call) => {
    webapp(call);
    return deploy(call, 'sync', 'synchronised from source control');
  },
  'appservice plan show': async (call) => {
    plan(call);
    return describePlan(call, await call.state());
  },
  'appservice plan update': async (call) => {
    plan(call);
    const { sku } = call.options;
    const workers = call.options['number-of-workers'];
    if (!sku && !workers) throw new HostError('Give --sku or --number-of-workers.', { exitCode: 2 });
    if (sku) await call.control.call('plan', { sku });
    if (workers) await call.control.call('scale', { instances: Number(workers) });
    return describePlan(call, await call.state());
  },
};

/** A package has no version of its own: what runs keeps its number and gets the build as metadata (semver.org, item 10). */
async function deploy(call: AzCall, build: string, cause: string): Promise<unknown> {
  const { version } = await call.state();
  const next = build === 'sync' ? version : `${version.split('+', 1)[0]}+${build}`;
  const after = await call.control.call<HostDescription>('deploy', { version: next, cause });
  return { status: 'RuntimeSuccessful', version: after.version, active: true };
}

function describeApp({ azure }: AzCall, state: HostDescription) {
  return {
    name: azure.webapp,
    resourceGroup: azure.resourceGroup,
    kind: 'app,linux',
    state: state.status,
    availabilityState: state.status === 'Running' ? 'Normal' : 'Unavailable',
    defaultHostName: state.baseUrl.replace('http://', ''),
    version: state.version,
    instances: state.instances.map(({ name, status, restarts, memoryPercent }) => ({
      name,
      status,
      restarts,
      memoryPercent,
    })),
  };
}

function describePlan({ azure }: AzCall, state: HostDescription) {
  return {
    name: azure.plan,
    resourceGroup: azure.resourceGroup,
    sku: { name: state.sku, capacity: state.desiredInstances },
    memoryMegabytes: state.memoryMegabytes,
    numberOfWorkers: state.desiredInstances,
    status: 'Ready',
  };
}
