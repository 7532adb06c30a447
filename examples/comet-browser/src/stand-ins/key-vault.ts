import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type AzVerbs, need } from '../../../host/src/az/verb.ts';
import { HostError } from '../../../host/src/host-error.ts';

const VAULT = 'kv-comet-browser-prod';

/**
 * `az keyvault secret set --file FILE`. The local cloud has no vault to keep a secret in: it keeps which one was set
 * and a digest, so that a rotation can be seen and the value cannot. The engines' own logins stay what `local.yaml` says.
 */
export const keyVaultVerbs: AzVerbs = {
  'keyvault secret set': async (call) => {
    if (need(call, 'vault-name') !== VAULT)
      throw new HostError(`(VaultNotFound) There is no key vault '${call.options['vault-name']}'.`, { exitCode: 3 });
    const content = readFileSync(need(call, 'file') === '/dev/stdin' ? 0 : need(call, 'file'));
    if (content.length === 0) throw new HostError('The secret is empty; nothing was set.', { exitCode: 1 });
    const sha256 = createHash('sha256').update(content).digest('hex').slice(0, 16);
    return call.control.call('record', { kind: 'secret', value: { name: need(call, 'name'), sha256 } });
  },
};
