import { statfs } from 'node:fs/promises';
import type { Metrics } from '@runproof/kit/metrics';
import promClient from 'prom-client';
import type { AgentName } from './assessment.ts';
import type { AssessmentCache } from './cache.ts';
import type { AssessmentStore } from './store.ts';

/** What the guide watches beside requests: agents, language model, cache, disk, connections, assessments. */
export interface Measures {
  agent(name: AgentName, failed: boolean, seconds: number): void;
  languageModel(provider: string, failed: boolean): void;
  orchestrationFailed(): void;
  /** Seconds. */
  apiRequest(seconds: number): void;
  start(store: AssessmentStore, cache: AssessmentCache): void;
  stop(): void;
}

const intervalMs = 5_000;
const windowLength = 100;
export function createMeasures(metrics: Metrics): Measures {
  const registers = [metrics.registry];
  const agentRuns = new promClient.Counter({
    name: 'agent_executions_total',
    help: 'Agents that ended their work, by outcome.',
    labelNames: ['agent', 'outcome'],
    registers,
  });
  const agentSeconds = new promClient.Histogram({
    name: 'agent_execution_duration_seconds',
    help: 'Time an agent took.',
    labelNames: ['agent'],
    registers,
  });
  const orchestrationFailures = new promClient.Counter({
    name: 'agent_orchestration_failures_total',
    help: 'Assessments that the orchestrator could not bring to a report.',
    registers,
  });
  // The label keeps it away until it is set: a value nobody measured must not look like a zero.
  const successPercent = new promClient.Gauge({
    name: 'success_percent',
    help: 'Share of the latest attempts that succeeded; for the cache, of the latest lookups that found something.',
    labelNames: ['of'],
    aggregator: 'average',
    registers,
  });
  const apiSeconds = new promClient.Summary({
    name: 'api_request_duration_seconds',
    help: 'Time the API took to answer, over the last five minutes.',
    percentiles: [0.5, 0.95, 0.99],
    maxAgeSeconds: 300,
    ageBuckets: 5,
    aggregator: 'average',
    registers,
  });
  const diskUsed = new promClient.Gauge({
    name: 'disk_used_percent',
    help: 'Used space of the disk that holds the working folder.',
    aggregator: 'max',
    registers,
  });
  const connections = new promClient.Gauge({
    name: 'database_connections',
    help: 'Connections that the MongoDB server has open.',
    aggregator: 'max',
    registers,
  });
  const assessments = new promClient.Gauge({
    name: 'assessments',
    help: 'Assessments by status.',
    labelNames: ['status'],
    aggregator: 'max',
    registers,
  });
  const attempts = { agents: [] as boolean[], 'language-model': [] as boolean[] };
  let timer: NodeJS.Timeout | undefined;

  function record(of: keyof typeof attempts, failed: boolean): void {
    const latest = attempts[of];
    latest.push(!failed);
    if (latest.length > windowLength) latest.shift();
    successPercent.set({ of }, (latest.filter((succeeded) => succeeded).length / latest.length) * 100);
  }

  async function measure(store: AssessmentStore, cache: AssessmentCache): Promise<void> {
    const disk = await statfs('.');
    diskUsed.set(Math.round((1 - disk.bavail / disk.blocks) * 1_000) / 10);
    const hits = cache.hitPercent();
    if (hits !== null) successPercent.set({ of: 'cache' }, Math.round(hits * 10) / 10);
    connections.set((await store.ping(AbortSignal.timeout(intervalMs))).connections);
    for (const [status, count] of Object.entries(await store.countByStatus())) assessments.set({ status }, count);
  }

  return {
    agent(name, failed, seconds) {
      agentRuns.inc({ agent: name, outcome: failed ? 'failed' : 'succeeded' });
      agentSeconds.observe({ agent: name }, seconds);
      record('agents', failed);
    },
    languageModel: (_provider, failed) => record('language-model', failed),
    orchestrationFailed: () => orchestrationFailures.inc(),
    apiRequest: (seconds) => apiSeconds.observe(seconds),
    start(store, cache) {
      // A failed measurement keeps the last value; that the database fails is told by its health check.
      const once = () => void measure(store, cache).catch(() => undefined);
      once();
      timer = setInterval(once, intervalMs);
    },
    stop: () => clearInterval(timer),
  };
}
