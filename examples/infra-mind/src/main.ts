import { startService } from './service.ts';

/** The service as a process: told MONGODB_URL, REDIS_URL, PORT, APP_VERSION and ENVIRONMENT by its surroundings. */
const { MONGODB_URL: mongoUrl, REDIS_URL: redisUrl } = process.env;
if (!mongoUrl || !redisUrl) {
  console.error('Infra Mind needs MONGODB_URL and REDIS_URL, such as mongodb://127.0.0.1:27017/infra_mind_prod.');
  process.exit(2);
}
const service = await startService({
  mongoUrl,
  redisUrl,
  port: Number(process.env.PORT ?? 4104),
  version: process.env.APP_VERSION ?? '1.0.0',
  environment: process.env.ENVIRONMENT ?? 'production',
  agentTimeoutMs: Number(process.env.AGENT_TIMEOUT_SECONDS ?? 30) * 1_000,
});
console.log(`Infra Mind listens on http://127.0.0.1:${service.port}`);
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void service.stop().then(() => process.exit(0)));
}
