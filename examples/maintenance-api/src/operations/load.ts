import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A stand-in for `k6 run SCRIPT`: it reads the plain figures of the script's `options` (virtual users, seconds, the
 * latency and failure that are allowed) and sends the requests for real. It runs no other code of the script.
 */
export async function k6(words: string[], baseUrl: string, say: (line: string) => void): Promise<void> {
  const [action, script] = words;
  if (action !== 'run' || !script) throw new Error('This stand-in for k6 knows: k6 run SCRIPT.');
  // The script stands beside the example, wherever the command is typed.
  const folder = resolve(import.meta.dirname, '../../../../maintenance-api/load-testing');
  const text = await readFile(resolve(folder, basename(script)), 'utf8');
  const users = figure(text, /vus:\s*(\d+)/, 'vus');
  const seconds = figure(text, /duration:\s*'(\d+)s'/, 'duration');
  const allowedMs = figure(text, /p\(95\)<(\d+)/, 'threshold of http_req_duration');

  const durations: number[] = [];
  let failed = 0;
  const end = performance.now() + seconds * 1_000;
  async function user(): Promise<void> {
    while (performance.now() < end) {
      for (const path of ['/health/ready', '/api/tasks?limit=20']) {
        const startedAt = performance.now();
        const ok = await answers(baseUrl + path);
        durations.push(performance.now() - startedAt);
        if (!ok) failed += 1;
      }
      await sleep(250);
    }
  }
  await Promise.all(Array.from({ length: users }, user));
  durations.sort((left, right) => left - right);
  const p95 = durations[Math.floor(durations.length * 0.95)] ?? 0;
  const failedPercent = (failed / Math.max(1, durations.length)) * 100;
  say(`users ${users}, ${seconds} s, requests ${durations.length}`);
  say(`http_req_duration p(95) ${p95.toFixed(1)} ms (allowed ${allowedMs} ms)`);
  say(`http_req_failed ${failedPercent.toFixed(2)} % (allowed 1 %)`);
  if (p95 >= allowedMs || failedPercent >= 1) throw new Error('Thresholds were crossed.');
}

async function answers(address: string): Promise<boolean> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(10_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

function figure(text: string, pattern: RegExp, name: string): number {
  const found = Number(pattern.exec(text)?.[1]);
  if (!(found > 0)) throw new Error(`The script states no ${name} that this stand-in can read.`);
  return found;
}
