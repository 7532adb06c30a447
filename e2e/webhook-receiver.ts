import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as rest } from 'node:timers/promises';

export interface ReceivedWebhook {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly message: {
    readonly type: string;
    readonly data: { readonly incident: { readonly id: string; readonly number: number; readonly severity: string } };
  };
  /** By the machine's clock. */
  readonly receivedAt: number;
}

/** The other end of a webhook: a real HTTP server that keeps what it is sent. */
export class WebhookReceiver {
  readonly received: ReceivedWebhook[] = [];
  /** Called before the answer goes out; the answer waits for it. */
  onWebhook: (webhook: ReceivedWebhook) => Promise<void> | void = () => {};
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<WebhookReceiver> {
    const server = createServer();
    const receiver = new WebhookReceiver(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', async () => {
        const body = Buffer.concat(chunks).toString();
        const webhook: ReceivedWebhook = {
          id: String(request.headers['webhook-id']),
          headers: request.headers,
          body,
          message: JSON.parse(body) as ReceivedWebhook['message'],
          receivedAt: Date.now(),
        };
        receiver.received.push(webhook);
        await receiver.onWebhook(webhook);
        await rest(0);
        response.writeHead(204).end();
      });
    });
    server.listen(0, '127.0.0.1');
    await new Promise((listening) => server.once('listening', listening));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }
}
