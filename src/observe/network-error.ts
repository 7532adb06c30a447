const SENTENCES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused: nothing listens there',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed while writing',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the host name could not be looked up',
  ETIMEDOUT: 'the connection timed out',
  EHOSTUNREACH: 'the host is unreachable',
  ENETUNREACH: 'the network is unreachable',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate chain holds a self-signed certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate is signed by an unknown authority',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host',
};

const LONGEST_MESSAGE = 500;

/** One sentence about why a connection did not work, without a stack and without credentials. */
export function describeNetworkError(error: unknown): string {
  const innermost = firstCause(error);
  const code = property(innermost, 'code');
  const place = [property(innermost, 'address'), property(innermost, 'port')].filter((part) => part !== '').join(':');
  const text =
    SENTENCES[code] ?? (innermost instanceof Error && innermost.message ? innermost.message : String(innermost));
  return withoutCredentials(place === '' || text.includes(place) ? text : `${text} (${place})`).slice(
    0,
    LONGEST_MESSAGE,
  );
}

/** The sentence for an error code of Node's, or the code itself. */
export function sentenceForCode(code: string): string {
  return SENTENCES[code] ?? code;
}

/** Hides the password of every URL in a text. */
export function withoutCredentials(text: string): string {
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@/]+@/gi, '$1:…@');
}

function firstCause(error: unknown): unknown {
  let current = error;
  for (let depth = 0; depth < 8; depth += 1) {
    if (current instanceof AggregateError && current.errors.length > 0) current = current.errors[0];
    else if (current instanceof Error && current.cause instanceof Error && !('code' in current))
      current = current.cause;
    else break;
  }
  return current;
}

function property(value: unknown, name: string): string {
  if (typeof value !== 'object' || value === null) return '';
  const found = (value as Record<string, unknown>)[name];
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}
