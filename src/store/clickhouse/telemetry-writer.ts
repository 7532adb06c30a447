import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { type ClickHouseClient, ClickHouseError } from '@clickhouse/client';
import type { ProbeResult } from '../../observe/probe.ts';
import type { MetricSample, TelemetryBatch, TelemetrySink } from '../../observe/telemetry.ts';
import type { Clock } from '../../plan/clock.ts';
import { probeRow, sampleRow } from './rows.ts';

/** What waits to be written into one table, as JSON lines. */
interface Buffer {
  readonly table: string;
  lines: string[];
  bytes: number;
}

/** Lines that were sent at least once: they stay together, so that a repetition is recognised by its token. */
interface Batch {
  readonly table: string;
  readonly lines: readonly string[];
  readonly bytes: number;
  readonly token: string;
  refusals: number;
}

/** ClickHouse likes few large inserts: each one is a part to be merged, however small. */
const FLUSH_EVERY_MS = 2_000;
const FLUSH_BYTES = 4_000_000;
const LARGEST_BUFFER_BYTES = 64_000_000;
/** Of refusals that may pass: too many parts, memory, a table that is being changed. */
const LARGEST_REFUSALS = 5;
/** Codes for data that cannot be parsed or stored, which no repetition mends (`src/Common/ErrorCodes.cpp`). */
const UNREADABLE = new Set(['6', '26', '27', '38', '41', '53', '69', '72', '117', '130', '131', '190', '349', '467']);
const LONGEST_PAUSE_MS = 10_000;
const CLOSE_TIMEOUT_MS = 5_000;

export interface WriterHealth {
  readonly ok: boolean;
  readonly bufferedRows: number;
  readonly droppedRows: number;
  readonly lastError: string | null;
}

/**
 * Collects telemetry and writes it in batches, every two seconds or when there is much. While ClickHouse is down it keeps
 * the newest 64 MB and drops the oldest, with a line in the log and a count: nobody waits for telemetry to be stored.
 */
export class TelemetryWriter implements TelemetrySink {
  readonly #client: ClickHouseClient;
  readonly #clock: Clock;
  readonly #log: (line: string) => void;
  readonly #buffers = new Map<string, Buffer>();
  /** Oldest first. */
  #batches: Batch[] = [];
  #bufferedBytes = 0;
  #droppedRows = 0;
  #lastError: string | null = null;
  #pauseMs = FLUSH_EVERY_MS;
  #writing: Promise<void> | null = null;
  readonly #closed = new AbortController();
  readonly #loop: Promise<void>;

  constructor(client: ClickHouseClient, clock: Clock, log: (line: string) => void) {
    this.#client = client;
    this.#clock = clock;
    this.#log = log;
    this.#loop = this.#flushNowAndThen();
  }

  /** Resolves when the rows are buffered, not when they are stored. */
  async writeRows(batch: TelemetryBatch): Promise<void> {
    for (const [table, rows] of Object.entries(batch)) this.#add(table, rows);
  }

  async writeSamples(systemId: string, samples: readonly MetricSample[]): Promise<void> {
    for (const sample of samples) {
      const { table, row } = sampleRow(systemId, sample);
      this.#add(table, [row]);
    }
  }

  /** `name` of the check is what people read in `availabilityResults`. */
  writeProbe(systemId: string, name: string, result: ProbeResult): void {
    this.#add('probe_results', [probeRow(systemId, name, result)]);
  }

  health(): WriterHealth {
    const lines = [...this.#buffers.values(), ...this.#batches].reduce((sum, { lines }) => sum + lines.length, 0);
    return {
      ok: this.#lastError === null,
      bufferedRows: lines,
      droppedRows: this.#droppedRows,
      lastError: this.#lastError,
    };
  }

  /** Writes everything that is buffered. Afterwards `health` says whether that was possible. */
  async flush(): Promise<void> {
    // A write under way has not seen what came since it began.
    await this.#writing;
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
    });
    await this.#writing;
  }

  /** Tries once more to write what is buffered, for a few seconds. */
  async close(): Promise<void> {
    this.#closed.abort();
    await this.#loop;
    const timeout = new AbortController();
    await Promise.race([this.flush(), this.#clock.sleep(CLOSE_TIMEOUT_MS, timeout.signal)]);
    timeout.abort();
    const { bufferedRows } = this.health();
    if (bufferedRows > 0) this.#log(`${bufferedRows} rows of telemetry could not be written before the end`);
  }

  #add(table: string, rows: readonly object[]): void {
    if (rows.length === 0) return;
    let buffer = this.#buffers.get(table);
    if (!buffer) {
      buffer = { table, lines: [], bytes: 0 };
      this.#buffers.set(table, buffer);
    }
    for (const row of rows) {
      const line = JSON.stringify(row);
      buffer.lines.push(line);
      buffer.bytes += line.length;
      this.#bufferedBytes += line.length;
    }
    // A write under way takes along what it finds; while ClickHouse refuses, the pause decides.
    if (buffer.bytes >= FLUSH_BYTES) {
      this.#seal(buffer);
      if (this.#writing === null && this.#lastError === null) void this.flush();
    }
    if (this.#bufferedBytes > LARGEST_BUFFER_BYTES) this.#dropOldest();
  }

  #seal(buffer: Buffer): void {
    if (buffer.lines.length === 0) return;
    this.#batches.push(sealed(buffer.table, buffer.lines));
    buffer.lines = [];
    buffer.bytes = 0;
  }

  #dropOldest(): void {
    for (const buffer of this.#buffers.values()) this.#seal(buffer);
    let dropped = 0;
    while (this.#bufferedBytes > LARGEST_BUFFER_BYTES / 2 && this.#batches[0]) {
      dropped += this.#batches[0].lines.length;
      this.#remove(this.#batches[0]);
    }
    this.#droppedRows += dropped;
    this.#log(
      `telemetry is lost: ClickHouse takes none (${this.#lastError}), and the oldest ${dropped} rows made way for new ones`,
    );
  }

  #remove(batch: Batch): void {
    const at = this.#batches.indexOf(batch);
    if (at < 0) return; // Dropped while it was being written.
    this.#batches.splice(at, 1);
    this.#bufferedBytes -= batch.bytes;
  }

  async #flushNowAndThen(): Promise<void> {
    const { signal } = this.#closed;
    while (!signal.aborted) {
      await this.#clock.sleep(this.#pauseMs, signal);
      if (!signal.aborted) await this.flush();
    }
  }

  async #write(): Promise<void> {
    for (const buffer of this.#buffers.values()) this.#seal(buffer);
    let next = this.#batches[0];
    while (next) {
      if (!(await this.#send(next))) return;
      next = this.#batches[0];
    }
  }

  /**
   * ClickHouse answered, and said no. A row it cannot read would take its whole batch along, so the batch is halved until
   * the row is alone. Other refusals may pass; after some of them the batch is given up. True when it is off the list.
   */
  #giveWay(batch: Batch, error: ClickHouseError): boolean {
    // It made way for newer rows while it was being written.
    if (!this.#batches.includes(batch)) return true;
    if (UNREADABLE.has(error.code) && batch.lines.length > 1) {
      const half = Math.ceil(batch.lines.length / 2);
      const halves = [batch.lines.slice(0, half), batch.lines.slice(half)].map((lines) => sealed(batch.table, lines));
      this.#batches.splice(this.#batches.indexOf(batch), 1, ...halves);
      return true;
    }
    if (!UNREADABLE.has(error.code) && ++batch.refusals < LARGEST_REFUSALS) return false;
    this.#droppedRows += batch.lines.length;
    this.#log(
      `telemetry is lost: ${batch.lines.length} rows for ${batch.table} were given up: ${error.message.trim()}`,
    );
    this.#remove(batch);
    return true;
  }

  /** True when the batch is off the list: stored, halved, or given up. */
  async #send(batch: Batch): Promise<boolean> {
    try {
      const { stream } = await this.#client.exec({
        query: `insert into ${batch.table} format JSONEachRow`,
        values: Readable.from([batch.lines.join('\n')], { objectMode: false }),
        clickhouse_settings: { insert_deduplication_token: batch.token, input_format_skip_unknown_fields: 1 },
      });
      await finished(stream.resume());
      if (this.#lastError !== null) this.#log('ClickHouse takes telemetry again');
      this.#lastError = null;
      this.#pauseMs = FLUSH_EVERY_MS;
      this.#remove(batch);
      return true;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (error instanceof ClickHouseError && this.#giveWay(batch, error)) return true;
      if (this.#lastError === null) this.#log(`ClickHouse takes no telemetry; it is kept meanwhile: ${reason}`);
      this.#lastError = reason;
      this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
      return false;
    }
  }
}

function sealed(table: string, lines: readonly string[]): Batch {
  const bytes = lines.reduce((sum, line) => sum + line.length, 0);
  return { table, lines, bytes, token: randomUUID(), refusals: 0 };
}
