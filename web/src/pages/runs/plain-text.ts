/**
 * Control sequences and operating system commands of a terminal (ECMA-48): `ESC [ 1 ; 32 m`, `ESC ] title BEL`, `ESC M`.
 * Written with RegExp, since a literal with control characters reads as a mistake.
 */
const esc = String.fromCharCode(27);
const bell = String.fromCharCode(7);
const terminalCodes = new RegExp(
  [`${esc}\\][^${bell}${esc}]*(?:${bell}|${esc}\\\\)`, `${esc}\\[[0-?]*[ -/]*[@-~]`, `${esc}[@-Z\\\\-_]`].join('|'),
  'g',
);

/**
 * Output as it reads on paper: colours, titles and cursor moves are taken out, and of a line that was drawn over with
 * carriage returns the last drawing stays.
 */
export function plainText(output: string): string {
  return output.replace(terminalCodes, '').split('\n').map(lastDrawing).join('\n');
}

/** `10 %␍50 %␍` → `50 %`. */
function lastDrawing(line: string): string {
  const drawn = line.replace(/\r+$/, '');
  return drawn.slice(drawn.lastIndexOf('\r') + 1);
}
