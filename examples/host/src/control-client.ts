import { existsSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { HostError } from './host-error.ts';
import { candidateSocketPaths } from './socket-path.ts';

/** The stand-ins' way to the host of an example folder. */
export interface Control {
  /** @throws HostError with the host's sentence, or that the example does not run. */
  call<Result>(verb: string, input?: Record<string, unknown>): Promise<Result>;
  /** Writes log lines until they end; following, until `followMs` are over. */
  logs(query: LogQuery, write: (text: string) => void): Promise<void>;
}

export interface LogQuery {
  source?: string | undefined;
  sinceMs?: number | undefined;
  limit?: number | undefined;
  followMs?: number | undefined;
}

const callTimeoutMs = 120_000;

export function openControl(exampleFolder: string): Control {
  const socketPath = candidateSocketPaths(exampleFolder).find((path) => existsSync(path));
  function open(method: string, path: string, body: string | null, timeoutMs: number): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const away = new HostError(`The system in ${exampleFolder} is not running here: start it, then try again.`, {
        exitCode: 1,
      });
      if (!socketPath) return reject(away);
      const outgoing = request({ socketPath, method, path, signal: AbortSignal.timeout(timeoutMs) }, resolve);
      outgoing.once('error', (error) => reject(error.name === 'AbortError' ? error : away));
      outgoing.end(body ?? undefined);
    });
  }
  return {
    async call<Result>(verb: string, input: Record<string, unknown> = {}): Promise<Result> {
      const response = await open('POST', `/${verb}`, JSON.stringify(input), callTimeoutMs);
      let text = '';
      for await (const chunk of response.setEncoding('utf8')) text += chunk;
      const result = JSON.parse(text) as Result & { error?: string };
      if (response.statusCode !== 200)
        throw new HostError(result.error ?? 'The host could not do it.', { exitCode: 1 });
      return result;
    },
    async logs({ source, sinceMs, limit, followMs }, write) {
      const query = new URLSearchParams();
      if (source !== undefined) query.set('source', source);
      if (sinceMs !== undefined) query.set('sinceMs', String(sinceMs));
      if (limit !== undefined) query.set('limit', String(limit));
      if (followMs !== undefined) query.set('follow', '1');
      const response = await open('GET', `/logs?${query.toString()}`, null, followMs ?? callTimeoutMs);
      try {
        for await (const chunk of response.setEncoding('utf8')) write(chunk as string);
      } catch (error) {
        if (followMs === undefined) throw error;
      }
    },
  };
}
