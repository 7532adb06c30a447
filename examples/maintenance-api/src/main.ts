import { startService } from './service.ts';

/** The service as a process: told DATABASE_URL, PORT, APP_VERSION and ENVIRONMENT by its surroundings. */
const databaseUrl = process.env.DATABASE_URL;
if (!databaseUrl) {
  console.error('The Maintenance API needs DATABASE_URL, such as mysql://user:password@127.0.0.1:3306/tasks_db.');
  process.exit(2);
}
const service = await startService({
  databaseUrl,
  port: Number(process.env.PORT ?? 8080),
  version: process.env.APP_VERSION ?? '1.0.0',
  environment: process.env.ENVIRONMENT ?? 'production',
});
console.log(`Maintenance API listens on http://127.0.0.1:${service.port}`);
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void service.stop().then(() => process.exit(0)));
}
