import { setMaxListeners } from 'node:events';
import type { Clock } from '../plan/clock.ts';
import type { ScrapeTarget } from '../plan/plan.ts';
import { describeNetworkError, withoutCredentials } from './network-error.ts';
import { parseExposition } from './parse-exposition.ts';
import type { MetricSample, TelemetrySink } from './telemetry.ts';

export interface ScraperOptions {
  readonly systemId: string;
  readonly targets: readonly ScrapeTarget[];
  readonly clock: Clock;
  readonly sink: Pick<TelemetrySink, 'writeSamples'>;
  /** One sentence a line. */
  readonly log: (line: string) => void;
}

const BODY_LIMIT_BYTES = 8 * 1024 * 1024;
const LONGEST_TIMEOUT_MS = 10_000;
const ACCEPT = 'text/plain;version=0.0.4;q=1,application/openmetrics-text;version=1.0.0;q=0.5,*/*;q=0.1';

/**
 * Reads metrics in the Prometheus text format at each target's interval. A scrape that fails is told by the sample
 * `up`, as Prometheus has it: 1 where it was read, 0 where not; so that silence is seen.
 */
export class Scraper {
  readonly #options: ScraperOptions;
  readonly #stopping = new AbortController();
  #loops: Promise<void>[] = [];

  constructor(options: ScraperOptions) {
    this.#options = options;
    // Every target listens for the end.
    setMaxListeners(0, this.#stopping.signal);
  }

  start(): void {
    if (this.#loops.length > 0) throw new Error('The scraper is started already.');
    this.#loops = this.#options.targets.map((target) => this.#watch(target));
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#loops);
  }

  async #watch(target: ScrapeTarget): Promise<void> {
    const { clock, sink, systemId, log } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const samples = await this.#scrape(target);
      try {
        if (!signal.aborted) await sink.writeSamples(systemId, samples);
      } catch (error) {
        log(`Metrics of ${place(target)} could not be kept: ${describeNetworkError(error)}`);
      }
      await clock.sleep(target.intervalSeconds * 1_000, signal);
    }
  }

  async #scrape(target: ScrapeTarget): Promise<readonly MetricSample[]> {
    const { clock, log } = this.#options;
    const at = clock.now();
    const up = (value: number): MetricSample => {
      return { name: 'up', attributes: { instance: place(target) }, value, at, type: 'gauge' };
    };
    try {
      const timeoutMs = Math.min(target.intervalSeconds * 1_000, LONGEST_TIMEOUT_MS);
      const text = await readText(target.url, AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(timeoutMs)]));
      const { samples, dropped } = parseExposition(text, at);
      if (dropped > 0) log(`${dropped} lines of ${place(target)} were not taken as metrics.`);
      return [...samples, up(1)];
    } catch (error) {
      log(`Metrics of ${place(target)} could not be read: ${describeNetworkError(error)}`);
      return [up(0)];
    }
  }
}

async function readText(url: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(url, { signal, redirect: 'manual', headers: { accept: ACCEPT } });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`it answered ${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > BODY_LIMIT_BYTES) throw new Error(`it is longer than ${BODY_LIMIT_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function place(target: ScrapeTarget): string {
  return URL.canParse(target.url) ? new URL(target.url).host : withoutCredentials(target.url);
}
