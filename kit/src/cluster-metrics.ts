import cluster, { type Worker } from 'node:cluster';
import promClient from 'prom-client';

/**
 * Metrics of a node:cluster service. A scrape reaches any one worker; it asks the primary, which gathers from all
 * (prom-client answers in the workers) and sends the sum back.
 */
const question = 'kit:cluster-metrics?';
const answer = 'kit:cluster-metrics';
const timeoutMs = 6_000;

interface Message {
  type?: unknown;
  id?: number;
  text?: string;
  error?: string;
}

let nextId = 1;

/** Worker side. Rejects when the primary does not answer. */
export function clusterText(): Promise<string> {
  const id = nextId++;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle({ error: 'The primary process did not gather the metrics.' }), timeoutMs);
    const onMessage = (message: Message): void => {
      if (message?.type === answer && message.id === id) settle(message);
    };
    function settle(message: Message): void {
      clearTimeout(timer);
      process.off('message', onMessage);
      if (message.text === undefined) reject(new Error(message.error ?? 'The metrics were not gathered.'));
      else resolve(message.text);
    }
    process.on('message', onMessage);
    process.send?.({ type: question, id });
  });
}

/** Primary side: call once, before the first worker is forked. */
export function serveClusterMetrics(): void {
  const gatherer = new promClient.AggregatorRegistry();
  cluster.on('message', (worker: Worker, message: Message) => {
    if (message?.type !== question) return;
    gatherer.clusterMetrics().then(
      (text) => reply(worker, { type: answer, id: message.id, text }),
      (error: Error) => reply(worker, { type: answer, id: message.id, error: error.message }),
    );
  });
}

function reply(worker: Worker, message: object): void {
  if (worker.isConnected()) worker.send(message);
}
