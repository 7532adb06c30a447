/**
 * Output as it reads on paper: colours and cursor moves (ECMA-48 control sequences, operating system commands) are
 * taken out, and of a line that was drawn over with carriage returns the last drawing stays.
 */
export function plainText(output: string): string {
  return (
    output
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about.
      .replace(/\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b\[[0-?]*[ -/]*[@-~]|\u001b[@-Z\\-_]/g, '')
      .replaceAll('\r\n', '\n')
      .replace(/[^\n]*\r(?=[^\n])/g, '')
      .replaceAll('\r', '')
  );
}
