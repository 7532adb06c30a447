import { wallClock } from '../clock.ts';
import { Finding } from '../finding.ts';
import { loadSystem } from '../load-system.ts';
import { formatRehearsal } from '../rehearse/format-rehearsal.ts';
import { rehearse } from '../rehearse/rehearse.ts';

/** `runproof rehearse [FOLDER] [--days N] [--seed N] [--json]`: exit status 1 when something would not fire or page in time. */
export async function rehearseFolder(
  folder: string,
  options: { readonly days: number; readonly seed: number; readonly json: boolean },
): Promise<void> {
  const { plan } = await loadSystem(folder);
  const report = rehearse(plan, { days: options.days, seed: options.seed, now: wallClock.now() });
  process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : `${formatRehearsal(report)}\n`);
  if (report.findings > 0) throw new Finding('');
}
