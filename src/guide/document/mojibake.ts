/** The characters that Windows-1252 shows for the bytes 0x80 to 0x9f. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const BYTE_OF = new Map(Array.from(WINDOWS_1252, (sign, n) => [sign, 0x80 + n]));
/** A UTF-8 lead byte and its followers, as Windows-1252 shows them. */
const MISREAD = new RegExp(`[\\u00c2-\\u00f4][\\u0080-\\u00bf${WINDOWS_1252}]{1,3}`, 'gu');
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Undoes the damage of a UTF-8 file that was read as Windows-1252 and saved again.
 *
 *   "ðŸ“Š Objectives" → "📊 Objectives";  "â†’" → "→";  "99 % â€“ monthly" → "99 % – monthly"
 *
 * What is no valid UTF-8 stays as it stands.
 */
export function repairMojibake(text: string): string {
  return text.replace(MISREAD, (run) => {
    for (let end = run.length; end > 1; end -= 1) {
      try {
        const bytes = Uint8Array.from(
          Array.from(run.slice(0, end)),
          (sign) => BYTE_OF.get(sign) ?? sign.codePointAt(0)!,
        );
        return UTF8.decode(bytes) + run.slice(end);
      } catch {
        // A shorter run may be the whole character.
      }
    }
    return run;
  });
}
