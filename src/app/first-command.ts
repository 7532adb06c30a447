/** The first line that is neither empty nor a comment. */
export function firstCommand(source: string): string {
  const lines = source.split('\n').map((line) => line.trim());
  return (lines.find((line) => line !== '' && !line.startsWith('#')) ?? lines[0] ?? '').slice(0, 200);
}
