import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly messageId: string | null;
}

export interface InboxOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Rejecting makes the sender try again. */
  onMail(mail: ReceivedMail): Promise<void>;
}

export interface Inbox {
  readonly port: number;
  /** smtp://127.0.0.1:port */
  readonly url: string;
  stop(): Promise<void>;
}

const MAIL_LIMIT_BYTES = 1024 * 1024;
const RECIPIENT_LIMIT = 50;
const CLIENT_LIMIT = 50;
const SOCKET_TIMEOUT_MS = 30_000;
const CLOSE_TIMEOUT_MS = 1_000;

/** An SMTP server on the loopback interface that keeps nothing itself: each mail is parsed and handed on. */
export async function startInbox(options: InboxOptions): Promise<Inbox> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: MAIL_LIMIT_BYTES,
    maxClients: CLIENT_LIMIT,
    socketTimeout: SOCKET_TIMEOUT_MS,
    closeTimeout: CLOSE_TIMEOUT_MS,
    disableReverseLookup: true,
    onRcptTo: (_address, session, done) => {
      const full = session.envelope.rcptTo.length >= RECIPIENT_LIMIT;
      done(full ? answer(452, `at most ${RECIPIENT_LIMIT} recipients a mail`) : null);
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      let length = 0;
      stream.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length <= MAIL_LIMIT_BYTES) chunks.push(chunk);
      });
      stream.on('end', () => {
        if (length > MAIL_LIMIT_BYTES) {
          done(answer(552, `a mail has at most ${MAIL_LIMIT_BYTES} bytes`));
          return;
        }
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        receive(Buffer.concat(chunks), recipients, options).then(
          () => done(),
          () => done(answer(451, 'the mail could not be kept; try again')),
        );
      });
    },
  });
  // A client that breaks the connection off is its own matter.
  server.on('error', () => {});
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { port, url: `smtp://127.0.0.1:${port}`, stop };
}

async function receive(raw: Buffer, recipients: readonly string[], options: InboxOptions): Promise<void> {
  const mail = await PostalMime.parse(raw);
  await options.onMail({
    from: senderOf(mail),
    // Who it was really delivered to, whatever the header says.
    to: recipients.join(', '),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? null,
    messageId: mail.messageId ?? null,
  });
}

function senderOf({ from }: Email): string {
  if (from === undefined) return '';
  const address = 'address' in from ? (from.address ?? '') : '';
  return from.name ? `${from.name} <${address}>` : address;
}

function answer(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
