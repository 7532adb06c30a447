import { type KitClock, systemClock } from '@runproof/kit/clock';
import { healthPlugin, observeFastify } from '@runproof/kit/fastify';
import { createHealth } from '@runproof/kit/health';
import { createMetrics } from '@runproof/kit/metrics';
import { startTelemetry } from '@runproof/kit/telemetry';
import Fastify from 'fastify';
import { injectFaults } from '../../host/src/fault-hook.ts';
import { type LanguageModel, localLanguageModel } from './agents/language-model.ts';
import { localPrices } from './agents/prices.ts';
import { Assessments } from './assessments.ts';
import { openCache } from './cache.ts';
import { addLocalCloud } from './local-cloud.ts';
import { createMeasures, type Measures } from './measures.ts';
import { createOrchestrator, type Orchestrator } from './orchestrator.ts';
import { addRoutes } from './routes.ts';
import { openStore } from './store.ts';

export interface InfraMindService {
  port: number;
  stop(): Promise<void>;
}

export interface InfraMindOptions {
  mongoUrl: string;
  redisUrl: string;
  /** 0 takes any free port. */
  port: number;
  version: string;
  environment: string;
  /** Default 30000. */
  agentTimeoutMs?: number;
  model?: LanguageModel;
  clock?: KitClock;
}

const serviceName = 'infra-mind-api';

/** Starts the service; engines that are not there yet make it unhealthy, not dead. */
export async function startService(options: InfraMindOptions): Promise<InfraMindService> {
  const { version, environment, clock = systemClock, model = localLanguageModel, agentTimeoutMs = 30_000 } = options;
  const metrics = createMetrics({ service: serviceName });
  const measures = createMeasures(metrics);
  const telemetry = await startTelemetry({ service: serviceName, version, environment, metrics });
  const store = openStore(options.mongoUrl, telemetry, clock);
  const cache = openCache(options.redisUrl, telemetry);

  let orchestrator: Promise<Orchestrator> | null = null;
  const assessments = new Assessments({
    store,
    cache,
    now: () => clock.now(),
    orchestrator() {
      orchestrator ??= createOrchestrator({
        model: counted(model, measures),
        prices: localPrices,
        agentTimeoutMs,
        observe: (agent, work) => observeAgent(agent, work, measures, clock),
      });
      return orchestrator;
    },
    onFailure(id, error) {
      measures.orchestrationFailed();
      console.error(`ERROR agent orchestration of assessment ${id} failed: ${error.message}`);
    },
  });

  const health = createHealth({ version, environment, clock });
  health.add({
    name: 'database',
    run: async (signal) => ({ message: 'MongoDB answers', details: { ...(await store.ping(signal)) } }),
  });
  health.add({
    name: 'cache',
    critical: false,
    async run() {
      await cache.ping();
      return { message: 'Redis answers' };
    },
  });

  const app = Fastify({ bodyLimit: 64 * 1024, logger: false });
  observeFastify(app, telemetry);
  injectFaults(app);
  app.addHook('onResponse', async (_request, reply) => measures.apiRequest(reply.elapsedTime / 1_000));
  await app.register(healthPlugin, { health, metrics });
  addRoutes(app, assessments, store);
  addLocalCloud(app, metrics, () => clock.now());
  const address = await app.listen({ port: options.port, host: '127.0.0.1' });
  measures.start(store, cache);

  return {
    port: Number(new URL(address).port),
    async stop() {
      measures.stop();
      await app.close();
      await assessments.settle();
      cache.close();
      await store.close();
      await telemetry.stop();
    },
  };
}

async function observeAgent<Result>(
  agent: Parameters<Measures['agent']>[0],
  work: () => Promise<Result>,
  measures: Measures,
  clock: KitClock,
): Promise<Result> {
  const startedAt = clock.elapsed();
  let failed = true;
  try {
    const result = await work();
    failed = false;
    return result;
  } finally {
    const seconds = (clock.elapsed() - startedAt) / 1_000;
    measures.agent(agent, failed, seconds);
    console.log(`agent ${agent} ${failed ? 'failed' : 'finished'} after ${seconds.toFixed(3)} s`);
  }
}

function counted(model: LanguageModel, measures: Measures): LanguageModel {
  return {
    provider: model.provider,
    async complete(prompt, signal) {
      try {
        const words = await model.complete(prompt, signal);
        measures.languageModel(model.provider, false);
        return words;
      } catch (error) {
        measures.languageModel(model.provider, true);
        throw error;
      }
    },
  };
}
