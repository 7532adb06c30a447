import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { ChangeEvent } from '../api/contract/event.ts';
import { buildServer } from '../api/server.ts';
import { receiveOtlp } from '../observe/otlp/receive.ts';
import type { Clock } from '../plan/clock.ts';
import { OperationalError } from '../plan/error.ts';
import type { Plan } from '../plan/plan.ts';
import { openTelemetryStore } from '../store/clickhouse/telemetry-store.ts';
import { listInboxMessages } from '../store/postgres/inbox.ts';
import { openStore } from '../store/postgres/store.ts';
import { listen } from '../store/postgres/wake-up.ts';
import { accountService, ensureAdministrator, registerToken } from './accounts.ts';
import { Announcer } from './announcer.ts';
import { keepAppliedPlan } from './applied-plan.ts';
import { ChangeFeed } from './change-feed.ts';
import { startEngines } from './engines.ts';
import { healthOf } from './health.ts';
import { iso } from './instant.ts';
import type { LoadedSystem } from './load-system.ts';
import { applyGuide } from './operate/apply-guide.ts';
import { deliveryHandlers } from './operate/deliver.ts';
import { EffectWorker } from './operate/effect-worker.ts';
import { startHousekeeping } from './operate/housekeeping.ts';
import { startInbox } from './operate/inbox.ts';
import { OperatedSystem } from './operate/operated-system.ts';
import type { Operation } from './operate/operation.ts';
import { runHandler } from './operate/runs.ts';
import type { Surroundings } from './operate/surroundings.ts';
import { VERSION } from './version.ts';
import { editingService } from './views/editing.ts';
import { incidentService } from './views/incidents.ts';
import { runService } from './views/runs.ts';
import { systemService } from './views/systems.ts';

export interface ProductOptions {
  readonly systems: readonly LoadedSystem[];
  readonly data: string;
  readonly host: string;
  readonly port: number;
  /** As people reach it. */
  readonly url: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly tell: (line: string) => void;
  /** Nothing is watched before: a system that is just being started has not failed. */
  readonly watchFrom: Promise<void>;
  /** Tokens of this machine's own programs. */
  readonly tokens: readonly {
    readonly name: string;
    readonly scope: 'administer' | 'ingest';
    readonly token: string;
  }[];
}

/** A dead process's effects are taken over after this long. */
const LEASE_SECONDS = 15;
const WEB_FOLDER = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** Starts everything in the order in which it is needed; `stop` ends it in the opposite one. */
export async function startProduct(options: ProductOptions): Promise<{ stop(): Promise<void> }> {
  const endings: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of endings.splice(0).reverse())
      await end().catch((error: unknown) => options.log.error({ err: error }, 'a part did not stop well'));
  };
  try {
    await start(options, (end) => endings.push(end));
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

async function start(options: ProductOptions, atEnd: (end: () => Promise<void>) => void): Promise<void> {
  const { clock, log, tell, data, systems } = options;
  const say = (line: string) => log.info(line);

  const engines = await startEngines(data, process.env, say);
  atEnd(() => engines.stop());
  const store = await openStore({ url: engines.postgresUrl, now: clock.now(), log: say });
  atEnd(() => store.close());
  tell('State and telemetry are open');

  await ensureAdministrator(store, clock, data);
  for (const { name, scope, token } of options.tokens) await registerToken(store, clock, name, scope, token);
  const operations = new Map<string, Operation>();
  for (const system of systems) operations.set(system.plan.systemId, await applyGuide(store, system, clock.now()));

  const telemetry = await openTelemetryStore({ url: engines.clickHouseUrl, clock, log: say });
  atEnd(() => telemetry.close());
  const feed = new ChangeFeed();
  const announcer = new Announcer(clock, (systemId) => feed.publish({ type: 'system', systemId }));
  atEnd(async () => announcer.stop());
  const surroundings: Surroundings = {
    clock,
    store,
    telemetry,
    feed,
    announcer,
    log,
    operations,
    publicUrl: process.env.RUNPROOF_PUBLIC_URL ?? options.url,
  };

  const inbox = systems.some(({ plan }) => plan.notify.smtpUrl === null) ? await startInbox(surroundings) : null;
  if (inbox !== null) atEnd(() => inbox.stop());
  const worker = new EffectWorker({
    store,
    clock,
    log,
    leaseSeconds: LEASE_SECONDS,
    handlers: { ...deliveryHandlers(surroundings, inbox?.smtpUrl ?? null), run: runHandler(surroundings) },
  });
  worker.start();
  atEnd(() => worker.stop());
  const listening = listen(
    engines.postgresUrl,
    ['runproof_effect', 'runproof_change'],
    (channel, payload) => (channel === 'runproof_effect' ? worker.wake() : publish(feed, payload)),
    clock,
    say,
  );
  atEnd(() => listening.close());
  atEnd(startHousekeeping(surroundings));
  const operated = new Map<string, OperatedSystem>();
  atEnd(async () => {
    await Promise.all([...operated.values()].map((system) => system.stop()));
  });
  const onApplied = (plan: Plan) =>
    keepAppliedPlan(data, plan, clock.now()).catch((error: unknown) =>
      log.warn({ err: error, system: plan.systemId }, 'the applied plan cannot be kept for runproof plan'),
    );
  for (const { plan } of systems) {
    const { systemId } = plan;
    await onApplied(plan);
    const system = new OperatedSystem({ surroundings, operations, systemId, hasInbox: inbox !== null, onApplied });
    operated.set(systemId, system);
  }

  const server = await buildServer(
    {
      accounts: accountService(store, clock, data),
      systems: systemService(surroundings),
      editing: editingService(operated, clock),
      incidents: incidentService(surroundings),
      runs: runService(surroundings),
      inbox:
        inbox === null
          ? null
          : {
              list: async () =>
                (await listInboxMessages(store.database, 200)).map((message) => ({
                  ...message,
                  receivedAt: iso(message.receivedAt),
                })),
            },
      telemetry: { receive: (signal, type, body) => receiveOtlp(signal, type, body, telemetry.writer) },
      health: () => healthOf(surroundings),
      subscribe: (listener) => feed.subscribe(listener),
    },
    { logger: log, webFolder: existsSync(WEB_FOLDER) ? WEB_FOLDER : null, version: VERSION },
  );
  atEnd(() => server.close());
  await listenOn(server, options);
  await options.watchFrom;
  for (const system of operated.values()) await system.start();
}

function publish(feed: ChangeFeed, payload: string): void {
  if (payload !== '') feed.publish(JSON.parse(payload) as ChangeEvent);
}

async function listenOn(server: FastifyInstance, { host, port }: ProductOptions): Promise<void> {
  try {
    await server.listen({ host, port });
  } catch (error) {
    throw new OperationalError(
      'port-in-use',
      `It is not possible to listen on ${host}:${port} (${(error as Error).message}); choose another port with --port.`,
      error,
    );
  }
}
