import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

/**
 * Sends events: `npm run send -- --method tools/call --risk 7 [--agent NAME]` one, or `… < events.jsonl` one a line.
 * `KILOMETERS_URL` and `KILOMETERS_API_KEY` say where to and as whom.
 */
const url = process.env.KILOMETERS_URL ?? 'http://127.0.0.1:4101';
const key = process.env.KILOMETERS_API_KEY ?? 'km_local_northwind';
const batchSize = 100;

const { values } = parseArgs({
  options: { method: { type: 'string' }, risk: { type: 'string' }, agent: { type: 'string', default: 'cli' } },
});

async function send(events: unknown[]): Promise<number> {
  const response = await fetch(new URL('/api/events', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    body: JSON.stringify({ events }),
    signal: AbortSignal.timeout(15_000),
  });
  const answer = (await response.json()) as { accepted?: number; error?: string };
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${answer.error ?? 'no reason given'}`);
  return answer.accepted ?? 0;
}

async function sendLines(): Promise<number> {
  let sent = 0;
  let batch: unknown[] = [];
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    batch.push(JSON.parse(line));
    if (batch.length < batchSize) continue;
    sent += await send(batch);
    batch = [];
  }
  return batch.length > 0 ? sent + (await send(batch)) : sent;
}

try {
  const one = { method: values.method, riskLevel: Number(values.risk ?? 0), agent: values.agent };
  const sent = values.method === undefined ? await sendLines() : await send([one]);
  console.log(`sent ${sent} event${sent === 1 ? '' : 's'}`);
} catch (error) {
  console.error(`Nothing more was sent: ${(error as Error).message}`);
  process.exitCode = 1;
}
