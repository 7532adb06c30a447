/** Words of an `az` call: `postgres flexible-server show -g rg --name x` → its verb and its options. */
export interface AzWords {
  verb: string[];
  /** Long names without dashes; several values are joined by a space, a bare flag is empty. */
  options: Record<string, string>;
}

const shortNames: Record<string, string> = {
  n: 'name',
  g: 'resource-group',
  o: 'output',
  s: 'server-name',
  l: 'location',
  p: 'plan',
};

export function readAzWords(words: readonly string[]): AzWords {
  const verb: string[] = [];
  const options: Record<string, string> = {};
  let current: string | null = null;
  for (const word of words) {
    const match = /^(?:--([a-z][a-z-]*)|-([a-z]))(?:=(.*))?$/s.exec(word);
    if (match) {
      current = match[1] ?? shortNames[match[2]!] ?? match[2]!;
      options[current] = match[3] ?? '';
    } else if (current === null) verb.push(word);
    else options[current] = options[current] === '' ? word : `${options[current]} ${word}`;
  }
  return { verb, options };
}
