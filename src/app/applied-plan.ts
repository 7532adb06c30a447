import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plan } from '../plan/plan.ts';
import { iso } from './instant.ts';

/** A plan as it was taken into operation; kept in the data folder, so that it can be compared with while nothing runs. */
export interface AppliedPlan {
  /** ISO 8601. */
  readonly appliedAt: string;
  readonly plan: Plan;
}

export async function keepAppliedPlan(dataFolder: string, plan: Plan, now: number): Promise<void> {
  const file = fileOf(dataFolder, plan.systemId);
  await mkdir(join(dataFolder, 'plans'), { recursive: true, mode: 0o700 });
  // A plan names secrets and holds none, but what the bindings give to commands is in it.
  await writeFile(`${file}.new`, JSON.stringify({ appliedAt: iso(now), plan } satisfies AppliedPlan), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** null when this system was never operated with this data folder, or by a version that kept no plan. */
export async function readAppliedPlan(dataFolder: string, systemId: string): Promise<AppliedPlan | null> {
  const text = await readFile(fileOf(dataFolder, systemId), 'utf8').catch(() => null);
  try {
    return text === null ? null : (JSON.parse(text) as AppliedPlan);
  } catch {
    return null;
  }
}

function fileOf(dataFolder: string, systemId: string): string {
  return join(dataFolder, 'plans', `${systemId}.json`);
}
