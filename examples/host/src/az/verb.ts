import type { Control } from '../control-client.ts';
import { HostError } from '../host-error.ts';
import type { LocalConfig } from '../local-config.ts';
import type { HostDescription } from '../operations.ts';

/** One documented verb, done on the local cloud. What it returns is printed, after `--query`. */
export type AzVerb = (call: AzCall) => Promise<unknown>;
export type AzVerbs = Record<string, AzVerb>;
export type AzureNames = NonNullable<LocalConfig['azure']>;

export interface AzCall {
  options: Record<string, string>;
  control: Control;
  azure: AzureNames;
  state(): Promise<HostDescription>;
}

/** @throws HostError that names the option. */
export function need({ options }: AzCall, name: string): string {
  const given = options[name];
  if (!given) throw new HostError(`The following argument is required: --${name}`, { exitCode: 2 });
  return given;
}

/** As in life, a wrong resource name is not found; a resource group, where given, has to be the right one. */
export function checkResource(call: AzCall, type: string, expected: string | undefined, option = 'name'): string {
  const { options, azure } = call;
  const group = options['resource-group'];
  if (group !== undefined && group !== azure.resourceGroup) {
    throw new HostError(`(ResourceGroupNotFound) Resource group '${group}' could not be found.`, { exitCode: 3 });
  }
  const name = options[option] ?? options.name;
  if (expected === undefined || name !== expected) {
    const given = name === undefined || name === '' ? `(no --${option} given)` : `'${name}'`;
    throw new HostError(
      `(ResourceNotFound) The resource '${type}' ${given} was not found in '${azure.resourceGroup}'.`,
      {
        exitCode: 3,
      },
    );
  }
  return name;
}
