import { Webhook } from 'standardwebhooks';
import { DeliveryError } from '../delivery-error.ts';

export interface WebhookSettings {
  readonly url: string;
  /** `whsec_` and base64, as Standard Webhooks has it; any other text is taken as it is. */
  readonly secret: string;
  /** Default 10 seconds. */
  readonly timeoutMs?: number;
}

export interface WebhookMessage {
  /** Stays the same over all tries, so that the receiver can tell a repetition. */
  readonly id: string;
  /** For example `incident.opened`. */
  readonly type: string;
  /** When it happened, milliseconds since the epoch. */
  readonly at: number;
  readonly data: Readonly<Record<string, unknown>>;
}

const TIMEOUT_MS = 10_000;

/**
 * Sends one message signed as Standard Webhooks says (webhook-id, webhook-timestamp, webhook-signature: v1,
 * HMAC-SHA256). Redirects are not followed: the signature was made for this address.
 * @param now time of this try, milliseconds since the epoch; receivers refuse an old signature
 * @throws DeliveryError
 */
export async function sendWebhook(settings: WebhookSettings, message: WebhookMessage, now: number): Promise<void> {
  const { id, type, at, data } = message;
  const body = JSON.stringify({ type, timestamp: new Date(at).toISOString(), data });
  const sentAt = new Date(now);
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'runproof-webhook',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now / 1000)),
    'webhook-signature': signer(settings.secret).sign(id, sentAt, body),
  };
  const place = placeOf(settings.url);
  const response = await fetch(settings.url, {
    method: 'POST',
    headers,
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(settings.timeoutMs ?? TIMEOUT_MS),
  }).catch((error: unknown) => {
    throw new DeliveryError(`The webhook ${place} could not be reached: ${reasonOf(error)}`, false, error);
  });
  await response.body?.cancel();
  if (response.ok) return;
  throw new DeliveryError(`The webhook ${place} answered ${response.status}.`, isPermanent(response.status));
}

function signer(secret: string): Webhook {
  try {
    return secret.startsWith('whsec_') ? new Webhook(secret) : new Webhook(Buffer.from(secret), { format: 'raw' });
  } catch (error) {
    throw new DeliveryError('notify.webhook.secret in runproof.yaml cannot be used for signing.', true, error);
  }
}

/** 408, 425 and 429 ask for another try; any other 3xx or 4xx says that this request is not wanted. */
function isPermanent(status: number): boolean {
  return status >= 300 && status < 500 && status !== 408 && status !== 425 && status !== 429;
}

/** Without path and query, which may hold a token. */
function placeOf(url: string): string {
  if (!URL.canParse(url)) throw new DeliveryError('notify.webhook.url in runproof.yaml is not a URL.', true);
  return new URL(url).origin;
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
