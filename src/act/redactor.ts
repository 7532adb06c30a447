import { StringDecoder } from 'node:string_decoder';

const MASK = '[redacted]';
/** Shorter ones would mask every other word, and hide nothing that could not be guessed. */
const SHORTEST_SECRET = 4;

/** The password of a connection URL is a secret by itself, as it stands there and decoded. */
function withPassword(secret: string): readonly string[] {
  const password = URL.canParse(secret) ? new URL(secret).password : '';
  if (password === '') return [secret];
  try {
    return [secret, password, decodeURIComponent(password)];
  } catch {
    return [secret, password];
  }
}

/**
 * Masks secret values in a stream of output. The end of a piece that may be the beginning of a secret is held back
 * until the next piece, so that no secret is shown for standing across two.
 */
export class Redactor {
  private readonly secrets: readonly string[];
  private readonly decoder = new StringDecoder('utf8');
  private held = '';

  constructor(secrets: readonly string[]) {
    const worthy = secrets.flatMap(withPassword).filter((secret) => secret.length >= SHORTEST_SECRET);
    // The longest first: one secret may be part of another.
    this.secrets = [...new Set(worthy)].sort((a, b) => b.length - a.length);
  }

  /** What can be shown of the output so far. */
  push(bytes: Buffer): string {
    return this.release(this.held + this.decoder.write(bytes), false);
  }

  /** The rest. */
  end(): string {
    return this.release(this.held + this.decoder.end(), true);
  }

  private release(text: string, last: boolean): string {
    let shown = '';
    let position = 0;
    while (position < text.length) {
      const next = this.nextSecret(text, position);
      const until = next?.at ?? text.length;
      // A secret that another begun one reaches into is not complete before that one is decided.
      const pending = last ? text.length : this.beginOfPossibleSecret(text, position);
      if (pending <= until && pending < text.length) {
        shown += text.slice(position, pending);
        this.held = text.slice(pending);
        return shown;
      }
      shown += text.slice(position, until);
      if (next === null) break;
      shown += MASK;
      position = next.at + next.length;
    }
    this.held = '';
    return shown;
  }

  private nextSecret(text: string, from: number): { readonly at: number; readonly length: number } | null {
    let best: { at: number; length: number } | null = null;
    for (const secret of this.secrets) {
      const at = text.indexOf(secret, from);
      if (at >= 0 && (best === null || at < best.at)) best = { at, length: secret.length };
    }
    return best;
  }

  /** Where the text's end begins to look like a secret; the text's length where it does not. */
  private beginOfPossibleSecret(text: string, from: number): number {
    let begin = text.length;
    for (const secret of this.secrets) {
      for (let length = Math.min(secret.length - 1, text.length - from); length > 0; length -= 1) {
        if (text.length - length < begin && text.endsWith(secret.slice(0, length))) {
          begin = text.length - length;
          break;
        }
      }
    }
    return begin;
  }
}
