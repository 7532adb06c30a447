import type { Logger } from 'pino';
import type { Clock } from '../../plan/clock.ts';
import type { TelemetryStore } from '../../store/clickhouse/telemetry-store.ts';
import type { Store } from '../../store/postgres/store.ts';
import type { Announcer } from '../announcer.ts';
import type { ChangeFeed } from '../change-feed.ts';
import type { Operation } from './operation.ts';

/** What every part of the running product is given. */
export interface Surroundings {
  readonly clock: Clock;
  readonly store: Store;
  readonly telemetry: TelemetryStore;
  readonly feed: ChangeFeed;
  readonly announcer: Announcer;
  readonly log: Logger;
  /** By system. */
  readonly operations: ReadonlyMap<string, Operation>;
  /** Where people reach the product, for links in mails. */
  readonly publicUrl: string;
}
