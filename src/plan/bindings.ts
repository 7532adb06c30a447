import { z } from 'zod';

/**
 * The bindings (`runproof.yaml`): what a guide cannot say. Addresses, credentials, the value of `{suffix}`.
 * Every string may hold `${NAME}` or `${NAME:-default}`, read from the environment at load.
 */
const text = z.string().min(1).max(2_000);
const seconds = z.number().positive().max(86_400);
const secretText = text.meta({ secret: true });

const person = z.strictObject({
  /** The guide's role or team, as it names it: "On-Call Engineer", "Primary". */
  role: text,
  /** Place on the escalation ladder, 1 first. Without it the order of the list counts. */
  level: z.int().min(1).max(9).optional(),
  email: text.optional(),
  webhook: text.optional(),
});

const scrapeTarget = z.strictObject({
  url: text,
  intervalSeconds: seconds.default(15),
});

/** Where a canonical metric is read when the automatic choice does not fit. */
const metricSource = z.strictObject({
  /** Name of the Prometheus or OpenTelemetry metric. */
  name: text,
  attributes: z.record(z.string(), z.string()).default({}),
  aggregate: z.enum(['last', 'average', 'maximum', 'minimum', 'sum', 'rate']).default('last'),
  /** Multiplies the stored value, for example 100 from a ratio to percent. */
  scale: z.number().default(1),
});

const fault = z.strictObject({
  /** Program and arguments; relative paths start at the bindings' folder. Never a shell line. */
  begin: z.array(text).min(1).max(32),
  end: z.array(text).min(1).max(32),
});

export const bindingsSchema = z.strictObject({
  version: z.literal(1, { error: 'write `version: 1`, the format of this file' }),
  /** Path of the guide, relative to this file. */
  guide: text.default('OPERATIONS.md'),
  /** Short name in addresses and on the command line. */
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and dashes')
    .optional(),
  system: text.optional(),
  environment: text.default('production'),
  timeZone: text.default('UTC'),
  /** Values of the guide's placeholders by name: `{suffix}`, `<pod-name>`. */
  values: z.record(z.string(), z.string().max(2_000)).default({}),
  /** Addresses as the guide writes them → where they are. Longest match first. */
  addresses: z.record(z.string(), text).default({}),
  /** What paths such as `/health` are relative to. */
  baseUrl: text.optional(),
  /** Dependencies by name → connection URL: postgres:, mysql:, redis:, mongodb:, tcp:, tls:. */
  targets: z.record(z.string(), secretText).default({}),
  scrape: z.array(scrapeTarget).max(50).default([]),
  /** OpenTelemetry `service.name`s that belong to this system. */
  services: z.array(text).max(50).default([]),
  metrics: z.record(z.string(), metricSource).default({}),
  observe: z.strictObject({ intervalSeconds: seconds.default(10) }).prefault({}),
  people: z.array(person).max(100).default([]),
  notify: z
    .strictObject({
      /** smtp://user:password@host:port. Without it mails go to the local inbox. */
      smtp: secretText.optional(),
      from: text.default('runproof@example.com'),
      webhook: z.strictObject({ url: text, secret: secretText }).optional(),
    })
    .prefault({}),
  /** Used where the guide gives no time. */
  escalation: z.strictObject({ afterMinutes: z.number().positive().max(1_440).default(15) }).prefault({}),
  commands: z
    .strictObject({
      /** Folders put in front of PATH when the guide's commands run, relative to this file. */
      path: z.array(text).max(20).default([]),
      environment: z.record(z.string(), z.string().max(4_000)).default({}),
      timeoutSeconds: seconds.default(120),
    })
    .prefault({}),
  /** Faults that `runproof fault` can inject. */
  faults: z.record(z.string(), fault).default({}),
});

export type Bindings = z.infer<typeof bindingsSchema>;
