import { createTransport } from 'nodemailer';
import { DeliveryError } from '../delivery-error.ts';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** For example `Message-ID`, `References`, `Auto-Submitted`. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface SmtpSettings {
  /** smtp://user:password@host:port, or smtps: for TLS from the first byte. STARTTLS is used where it is offered. */
  readonly url: string;
  readonly from: string;
  /** For each stage of the conversation. Default 10 seconds. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;

/**
 * Sends one mail over a connection of its own.
 * @returns what the server called it
 * @throws DeliveryError
 */
export async function sendMail(settings: SmtpSettings, mail: Mail): Promise<{ readonly response: string }> {
  const timeoutMs = settings.timeoutMs ?? TIMEOUT_MS;
  const { hostname, port, protocol, username, password } = parseUrl(settings.url);
  const transport = createTransport({
    host: hostname,
    port: port === '' ? (protocol === 'smtps:' ? 465 : 587) : Number(port),
    secure: protocol === 'smtps:',
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // A local inbox has no certificate that anybody signed.
    tls: { rejectUnauthorized: !isLoopback(hostname) },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const { to, subject, text, html, headers } = mail;
    const sent = await transport.sendMail({ from: settings.from, to, subject, text, html, headers: { ...headers } });
    return { response: sent.response };
  } catch (error) {
    throw deliveryError(error, `${hostname}${port === '' ? '' : `:${port}`}`);
  } finally {
    transport.close();
  }
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')) {
    throw new DeliveryError(
      'notify.smtp in runproof.yaml is not an address like smtp://user:password@host:port.',
      true,
    );
  }
  return url;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host.startsWith('127.');
}

/** What nodemailer adds to its errors. */
interface SmtpTrouble {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

/** A 5xx answer is for good (RFC 5321, 4.2.1); a 4xx answer and every trouble on the way is worth another try. */
function deliveryError(error: unknown, place: string): DeliveryError {
  const { code, responseCode, response, message } = error as Error & SmtpTrouble;
  if (code === 'EAUTH')
    return new DeliveryError(`The mail server ${place} does not accept the user and password.`, true, error);
  if (typeof responseCode === 'number') {
    const permanent = responseCode >= 500;
    return new DeliveryError(`The mail server ${place} refused the mail: ${response ?? message}`, permanent, error);
  }
  if (code === 'EENVELOPE') return new DeliveryError(`The mail has no usable address: ${message}`, true, error);
  return new DeliveryError(`The mail server ${place} could not be used: ${message}`, false, error);
}
