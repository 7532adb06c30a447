import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { openControl } from '../../../host/src/control-client.ts';
import type { HostDescription } from '../../../host/src/operations.ts';

/**
 * Stands in for Terraform: `terraform [-chdir=DIR] plan [-out=FILE]` compares the App Service plan in the folder's `*.tf`
 * with what runs, `apply [FILE]` makes it so.
 */
interface Wanted {
  sku: string;
  workers: number;
}

export async function terraform(binFolder: string): Promise<void> {
  const words = process.argv.slice(2);
  const exampleFolder = dirname(binFolder);
  const chdir = words.find((word) => word.startsWith('-chdir='))?.slice('-chdir='.length) ?? '.';
  const here = resolve(chdir);
  // A run may begin in a folder of its own: then the infrastructure is read beside the guide, and plans stay in the run.
  const folder = existsSync(here) ? here : resolve(exampleFolder, chdir);
  const planFolder = existsSync(here) ? here : process.cwd();
  const out = words.find((word) => word.startsWith('-out='))?.slice('-out='.length);
  const [verb, planFile] = words.filter((word) => !word.startsWith('-'));
  const control = openControl(exampleFolder);
  try {
    if (verb !== 'plan' && verb !== 'apply')
      throw new Error(`This stand-in knows plan and apply, not "${verb ?? ''}".`);
    const state = await control.call<HostDescription>('state');
    const wanted = planFile
      ? (JSON.parse(readFileSync(join(planFolder, planFile), 'utf8')) as Wanted)
      : readWanted(folder);
    const changes = describeChanges(state, wanted);
    for (const change of changes) console.log(`  ~ ${change}`);
    console.log(`Plan: 0 to add, ${changes.length} to change, 0 to destroy.`);
    if (verb === 'plan') {
      if (out) writeFileSync(join(planFolder, out), JSON.stringify(wanted));
      return;
    }
    if (state.sku !== wanted.sku) await control.call('plan', { sku: wanted.sku });
    if (state.desiredInstances !== wanted.workers) await control.call('scale', { instances: wanted.workers });
    console.log(`Apply complete! Resources: 0 added, ${changes.length} changed, 0 destroyed.`);
  } catch (error) {
    console.error(`Error: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}

function readWanted(folder: string): Wanted {
  const files = readdirSync(folder).filter((file) => file.endsWith('.tf'));
  const text = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
  const sku = /^\s*sku_name\s*=\s*"([A-Za-z0-9]+)"/m.exec(text)?.[1];
  const workers = /^\s*worker_count\s*=\s*(\d+)/m.exec(text)?.[1];
  if (!sku || !workers) throw new Error(`${folder} names no sku_name and worker_count.`);
  return { sku, workers: Number(workers) };
}

function describeChanges(state: HostDescription, wanted: Wanted): string[] {
  const changes: string[] = [];
  if (state.sku !== wanted.sku) changes.push(`sku_name: "${state.sku}" -> "${wanted.sku}"`);
  if (state.desiredInstances !== wanted.workers)
    changes.push(`worker_count: ${state.desiredInstances} -> ${wanted.workers}`);
  return changes;
}
