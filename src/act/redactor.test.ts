import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Redactor } from './redactor.ts';

function redact(secrets: string[], pieces: (string | Buffer)[]): string {
  const redactor = new Redactor(secrets);
  return pieces.map((piece) => redactor.push(Buffer.from(piece as string))).join('') + redactor.end();
}

describe('the redactor', () => {
  it('masks a secret that stands across two pieces', () => {
    expect(redact(['hunter22'], ['pass hun', 'ter22 ok'])).toBe('pass [redacted] ok');
  });

  it('masks the longer of two secrets', () => {
    expect(redact(['pass', 'password'], ['my passw', 'ord, my pass.'])).toBe('my [redacted], my [redacted].');
  });

  it('masks the password of a connection URL also where it stands alone', () => {
    const secrets = ['postgres://user:p%40ss-word@127.0.0.1/db'];
    expect(redact(secrets, ['PGPASSWORD=p@ss-word; p%40ss-word; ', secrets[0] ?? ''])).toBe(
      'PGPASSWORD=[redacted]; [redacted]; [redacted]',
    );
  });

  it('shows what only looked like the beginning of a secret', () => {
    expect(redact(['hunter22'], ['hunt', 'ing'])).toBe('hunting');
    expect(redact(['hunter22'], ['hunt'])).toBe('hunt');
  });

  it('does not hold back what cannot be a secret', () => {
    expect(new Redactor(['hunter22']).push(Buffer.from('building…\n'))).toBe('building…\n');
  });

  it('keeps a character together whose bytes come apart', () => {
    const bytes = Buffer.from('é');
    expect(redact([], [bytes.subarray(0, 1), bytes.subarray(1)])).toBe('é');
  });

  it('never shows a secret and loses nothing else, however the output is cut', () => {
    const secret = 'abab';
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[abc]{0,6}$/)), (pieces) => {
        const whole = pieces.join('');
        expect(redact([secret], pieces)).toBe(whole.replaceAll(secret, '[redacted]'));
      }),
    );
  });
});
