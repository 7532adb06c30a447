import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, it } from 'vitest';
import { DeliveryError } from './delivery-error.ts';
import { type ReceivedMail, startInbox } from './inbox/inbox-server.ts';
import { sendMail } from './smtp/smtp-sender.ts';
import { sendWebhook, type WebhookMessage } from './webhook/webhook-sender.ts';

const NOW = Date.now();
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** How a notifier is met by a receiver; the servers behind it are real ones. */
interface Meeting {
  /** An address that takes everything, and what it has taken. */
  accepting(): Promise<{ address: string; received: () => string[] }>;
  /** Says for good no. */
  refusing(): Promise<string>;
  /** Says not now. */
  busy(): Promise<string>;
  send(address: string, text: string, timeoutMs?: number): Promise<unknown>;
  readonly scheme: string;
}

const mail = { to: 'on-call@example.com', subject: 'Test', html: '<p>x</p>' };

const smtp: Meeting = {
  scheme: 'smtp',
  accepting: async () => {
    const mails: ReceivedMail[] = [];
    const inbox = await startInbox({ port: 0, onMail: async (received) => void mails.push(received) });
    ends.push(() => inbox.stop());
    return { address: inbox.url, received: () => mails.map(({ text }) => text.trim()) };
  },
  refusing: () => smtpAnswering(550),
  busy: () => smtpAnswering(450),
  send: (url, text, timeoutMs = 5_000) => sendMail({ url, from: 'runproof@example.com', timeoutMs }, { ...mail, text }),
};

async function smtpAnswering(responseCode: number): Promise<string> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => done(Object.assign(new Error('no'), { responseCode })),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
}

const SECRET = `whsec_${Buffer.from('a key for signing').toString('base64')}`;
const message = (text: string): WebhookMessage => ({ id: 'msg_1', type: 'incident.opened', at: NOW, data: { text } });

const webhook: Meeting = {
  scheme: 'http',
  accepting: async () => {
    const texts: string[] = [];
    const address = await httpServer(async (request, response) => {
      const body = await read(request);
      const verified = new Webhook(SECRET).verify(body, request.headers as Record<string, string>);
      texts.push((verified as { data: { text: string } }).data.text);
      response.writeHead(204).end();
    });
    return { address, received: () => texts };
  },
  refusing: () => httpServer((_request, response) => response.writeHead(410).end()),
  busy: () => httpServer((_request, response) => response.writeHead(503).end()),
  send: (url, text, timeoutMs = 5_000) => sendWebhook({ url, secret: SECRET, timeoutMs }, message(text), NOW),
};

async function httpServer(handler: http.RequestListener): Promise<string> {
  const server = http.createServer(handler);
  return `http://127.0.0.1:${await listen(server)}/hook?token=hush`;
}

async function listen(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

async function read(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function failure(sending: Promise<unknown>): Promise<DeliveryError> {
  const error = await sending.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DeliveryError);
  return error as DeliveryError;
}

describe.each([
  ['mail', smtp],
  ['webhook', webhook],
])('a notification by %s', (_name, meeting) => {
  it('arrives whole, whatever characters are in it', async () => {
    const { address, received } = await meeting.accepting();
    await meeting.send(address, 'Latenz über 500 ms — “slow” 🐌');
    expect(received()).toEqual(['Latenz über 500 ms — “slow” 🐌']);
  });

  it('fails for good where the receiver does not want it', async () => {
    expect((await failure(meeting.send(await meeting.refusing(), 'x'))).permanent).toBe(true);
  });

  it('is worth another try where the receiver cannot take it now', async () => {
    expect((await failure(meeting.send(await meeting.busy(), 'x'))).permanent).toBe(false);
  });

  it('is worth another try where nobody listens', async () => {
    const server = net.createServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    const error = await failure(meeting.send(`${meeting.scheme}://127.0.0.1:${port}`, 'x'));
    expect(error).toMatchObject({ permanent: false, message: expect.stringContaining('ECONNREFUSED') });
  });

  it('does not wait for a receiver that accepts and is silent', async () => {
    const port = await listen(net.createServer((socket) => void ends.push(() => socket.destroy())));
    const began = performance.now();
    const error = await failure(meeting.send(`${meeting.scheme}://127.0.0.1:${port}`, 'x', 200));
    expect(error.permanent).toBe(false);
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  it('fails for good, with the name of the setting, where the address is nonsense', async () => {
    const error = await failure(meeting.send('nonsense', 'x'));
    expect(error).toMatchObject({ permanent: true, message: expect.stringContaining('runproof.yaml') });
  });
});

describe('a mail', () => {
  it('keeps its headers, its HTML and its subject', async () => {
    const mails: ReceivedMail[] = [];
    const inbox = await startInbox({ port: 0, onMail: async (received) => void mails.push(received) });
    ends.push(() => inbox.stop());
    const headers = { 'Message-ID': '<incident-7@example.com>' };
    const subject = '[P1] Kilometers.ai: über 5 %';
    await sendMail(
      { url: inbox.url, from: 'Runproof <runproof@example.com>' },
      { ...mail, subject, text: 'x', headers },
    );
    expect(mails).toEqual([
      {
        from: 'Runproof <runproof@example.com>',
        to: 'on-call@example.com',
        subject,
        text: 'x\n',
        html: '<p>x</p>\n',
        messageId: '<incident-7@example.com>',
      },
    ]);
  });

  it('is not taken by the inbox when it is too large, and tried again when it could not be kept', async () => {
    const inbox = await startInbox({ port: 0, onMail: () => Promise.reject(new Error('full')) });
    ends.push(() => inbox.stop());
    const send = (text: string) => sendMail({ url: inbox.url, from: 'runproof@example.com' }, { ...mail, text });
    expect((await failure(send('x'.repeat(1_100_000)))).permanent).toBe(true);
    expect((await failure(send('x'))).permanent).toBe(false);
  });

  it('says that the password was not taken, and does not show it', async () => {
    const server = new SMTPServer({
      onAuth: (_auth, _session, done) => done(new Error('no')),
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ends.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
    const { port } = server.server.address() as AddressInfo;
    const url = `smtp://user:hunter22@127.0.0.1:${port}`;
    const error = await failure(sendMail({ url, from: 'runproof@example.com' }, { ...mail, text: 'x' }));
    expect(error).toMatchObject({ permanent: true, message: expect.stringContaining('user and password') });
    expect(error.message).not.toContain('hunter22');
  });
});

describe('a webhook', () => {
  it('does not follow a redirect', async () => {
    const { address, received } = await webhook.accepting();
    const url = await httpServer((_request, response) => response.writeHead(307, { location: address }).end());
    expect((await failure(webhook.send(url, 'x'))).message).toMatch(
      /^The webhook http:\/\/127\.0\.0\.1:\d+ answered 307\.$/,
    );
    expect(received()).toEqual([]);
  });

  it('can be signed with a secret that is any text', async () => {
    let body = '';
    let headers: http.IncomingHttpHeaders = {};
    const url = await httpServer(async (request, response) => {
      body = await read(request);
      headers = request.headers;
      response.end();
    });
    await sendWebhook({ url, secret: 'any text' }, message('hello'), NOW);
    const verifier = new Webhook(Buffer.from('any text'), { format: 'raw' });
    expect(verifier.verify(body, headers as Record<string, string>)).toEqual({
      type: 'incident.opened',
      timestamp: new Date(NOW).toISOString(),
      data: { text: 'hello' },
    });
  });
});
