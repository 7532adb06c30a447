import type { HostLog } from './host-log.ts';

/** One synthetic request (or a few that belong together); `turn` counts from 0, so that traffic is repeatable. */
export type Traffic = (call: TrafficCall, turn: number) => Promise<void>;
export type TrafficCall = (request: TrafficRequest) => Promise<{ status: number; body: unknown }>;
export interface TrafficRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
}

const turnMs = 1_000;
const timeoutMs = 10_000;
/** While the service answers slowly, turns overlap; past this many a turn is left out. */
const maxInFlight = 8;

/** About one request a second, so that telemetry lives. Failures are the service's business, not traffic's. */
export function startTraffic(traffic: Traffic, baseUrl: string, log: HostLog): () => void {
  let inFlight = 0;
  let turn = 0;
  let failed = false;
  const call: TrafficCall = async ({ method = 'GET', path, headers = {}, body }) => {
    const response = await fetch(new URL(path, baseUrl), {
      method,
      headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const answer = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, body: isJson && answer !== '' ? (JSON.parse(answer) as unknown) : answer };
  };
  const timer = setInterval(() => {
    if (inFlight >= maxInFlight) return;
    inFlight++;
    traffic(call, turn++)
      .then(
        () => {
          if (failed) log.line('host', 'synthetic traffic is answered again');
          failed = false;
        },
        (error: Error) => {
          // Once, not every second: the log is for reading.
          if (!failed) log.line('host', `synthetic traffic is not answered: ${error.message}`);
          failed = true;
        },
      )
      .finally(() => {
        inFlight--;
      });
  }, turnMs);
  return () => clearInterval(timer);
}
