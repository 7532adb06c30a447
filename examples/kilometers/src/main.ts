import { createService } from './service.ts';

const databaseUrl = process.env.DATABASE_URL;
if (!databaseUrl) throw new Error('DATABASE_URL is not set: give the address of a PostgreSQL database.');

const version = process.env.APP_VERSION ?? '2.4.0';
const service = await createService({
  databaseUrl,
  version,
  environment: process.env.NODE_ENV ?? 'development',
  apiKeys: process.env.KILOMETERS_API_KEYS ?? '',
}).catch((error: Error) => {
  console.error(`Error: kilometers-api ${version} cannot start: ${error.message}`);
  process.exit(1);
});
await service.app.listen({ host: process.env.HOST ?? '127.0.0.1', port: Number(process.env.PORT ?? 4101) });
console.log(`kilometers-api ${version} listens`);

process.once('SIGTERM', () => {
  void service.close().finally(() => process.exit(0));
});
