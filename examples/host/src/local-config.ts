import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { HostError } from './host-error.ts';

/** `local.yaml`: how one example runs on this machine. Strings may hold `${NAME}` or `${NAME:-default}`. */
const text = z.string().min(1).max(2_000);
const identifier = z.string().regex(/^[a-z][a-z0-9_]{0,30}$/, 'lower-case letters, digits and underscores');
const port = z.coerce.number().int().min(1).max(65_535);

const engineCommon = {
  /** What faults and the stand-ins call it: `database` or `cache`. */
  role: z.enum(['database', 'cache']),
  /** The variable that hands its URL to the service; set from outside, the engine is not started here. */
  variable: z.enum(['DATABASE_URL', 'REDIS_URL', 'MONGODB_URL']),
  port,
};
const login = { user: identifier, password: text, database: identifier };

const engineSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('postgres'), ...engineCommon, ...login }),
  z.strictObject({ kind: z.literal('mariadb'), ...engineCommon, ...login }),
  z.strictObject({ kind: z.literal('redis'), ...engineCommon }),
  /** A server of the example's own: `node ENTRY`, told PORT and DATA_FOLDER, ready once the port accepts. */
  z.strictObject({ kind: z.literal('program'), ...engineCommon, entry: text, url: text }),
]);

const localSchema = z.strictObject({
  version: z.literal(1),
  name: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, 'lower-case letters, digits and dashes'),
  service: z.strictObject({
    /** Compiled entry, relative to the example's folder. */
    entry: text,
    port,
    /** Path that answers 200 once the service is ready. */
    health: text.default('/health'),
    environment: z.record(z.string(), z.string()).default({}),
    /** Versions deployed so far, oldest first; the last one runs. The one before is in the staging slot. */
    versions: z.array(text).min(1).max(20),
    instances: z.int().min(1).max(10).default(1),
    memoryMegabytes: z.int().min(64).max(4_096).default(384),
    /** How much of its memory the leak fault fills: over the guide's threshold. */
    leakPercent: z.number().min(50).max(99).default(95),
  }),
  engines: z.array(engineSchema).max(4).default([]),
  /** Compiled module whose default export makes one synthetic request a call, relative to the example's folder. */
  traffic: text.optional(),
  azure: z
    .strictObject({
      resourceGroup: text,
      webapp: text,
      plan: text,
      sku: text.default('B1'),
      postgres: text.optional(),
      redis: text.optional(),
      storage: text.optional(),
      insights: text.optional(),
      keyVault: z.strictObject({ name: text, secrets: z.record(z.string(), z.string()) }).optional(),
      firewallRules: z.record(z.string(), z.strictObject({ start: text, end: text })).default({}),
    })
    .optional(),
  kubernetes: z
    .strictObject({
      namespace: text.default('default'),
      deployment: text,
      container: text,
      image: text,
      /** Pod name of an engine → its role: `mysql-0: database`. */
      pods: z.record(z.string(), z.enum(['database', 'cache'])).default({}),
    })
    .optional(),
});

export type EngineConfig = z.infer<typeof engineSchema>;
export type LocalConfig = z.infer<typeof localSchema> & { folder: string };

/** @throws HostError with the file and every key that is wrong. */
export function readLocalConfig(exampleFolder: string, environment = process.env): LocalConfig {
  const folder = resolve(exampleFolder);
  const file = join(folder, 'local.yaml');
  if (!existsSync(file))
    throw new HostError(`${file} is missing: give the folder of an example, such as examples/kilometers.`);
  const parsed = localSchema.safeParse(expand(parse(readFileSync(file, 'utf8')), environment));
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || basename(file)}: ${issue.message}`);
    throw new HostError(`${file}: ${problems.join('; ')}.`);
  }
  return { ...parsed.data, folder: realpathSync(folder) };
}

function expand(value: unknown, environment: NodeJS.ProcessEnv): unknown {
  if (typeof value === 'string') return expandText(value, environment);
  if (Array.isArray(value)) return value.map((item) => expand(item, environment));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expand(item, environment)]));
}

function expandText(value: string, environment: NodeJS.ProcessEnv): string {
  return value.replace(/\$\{([A-Z0-9_]+)(?::-([^}]*))?\}/g, (_, name: string, fallback: string | undefined) => {
    const found = environment[name];
    if (found) return found;
    if (fallback !== undefined) return fallback;
    throw new HostError(
      `local.yaml asks for \${${name}}, which is not set: set it, or give it a default as \${${name}:-…}.`,
    );
  });
}
