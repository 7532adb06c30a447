import { createWriteStream, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface LogLine {
  /** Epoch milliseconds. */
  at: number;
  /** `host`, `service-1`, `database`, `cache`. */
  source: string;
  text: string;
}

export interface HostLog {
  line(source: string, text: string): void;
  /** Newest last, at most `limit`. */
  recent(filter: { source?: string | undefined; sinceMs?: number | undefined; limit?: number | undefined }): LogLine[];
  /** Calls back for each new line until the returned function is called. */
  follow(listener: (line: LogLine) => void): () => void;
  close(): Promise<void>;
}

const keptLines = 5_000;
const maxFileBytes = 10 * 1024 * 1024;
const maxLineLength = 4_000;

/** DATA/logs/host.log, and the last lines in memory for the log verbs. One old file is kept at most. */
export function openHostLog(dataFolder: string): HostLog {
  const folder = join(dataFolder, 'logs');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'host.log');
  if (existsSync(file) && statSync(file).size > maxFileBytes) renameSync(file, `${file}.1`);
  const stream = createWriteStream(file, { flags: 'a', mode: 0o600 });
  const lines: LogLine[] = [];
  const followers = new Set<(line: LogLine) => void>();
  return {
    line(source, text) {
      const line = { at: Date.now(), source, text: text.slice(0, maxLineLength) };
      lines.push(line);
      if (lines.length > keptLines) lines.splice(0, lines.length - keptLines);
      stream.write(`${formatLogLine(line)}\n`);
      for (const follower of followers) follower(line);
    },
    recent({ source, sinceMs, limit = keptLines }) {
      const oldest = sinceMs === undefined ? 0 : Date.now() - sinceMs;
      const found = lines.filter(
        (line) => line.at >= oldest && (source === undefined || line.source.startsWith(source)),
      );
      return limit > 0 ? found.slice(-limit) : [];
    },
    follow(listener) {
      followers.add(listener);
      return () => followers.delete(listener);
    },
    close: () => new Promise((resolve) => stream.end(resolve)),
  };
}

export function formatLogLine(line: LogLine): string {
  return `${new Date(line.at).toISOString()} ${line.source} ${line.text}`;
}
