/** Words of a `kubectl` call. Options may stand anywhere; what follows `--` is another program's business. */
export interface KubectlWords {
  verb: string;
  /** What is left of the line: `deployment/x`, `pods`, `name=image:tag`. */
  targets: string[];
  options: Record<string, string>;
  /** After `--`. */
  command: string[];
}

/** Options that take a value when it is not attached by `=`. Anything else is a flag. */
const valued = new Set([
  'namespace',
  'selector',
  'output',
  'tail',
  'since',
  'replicas',
  'to-revision',
  'container',
  'filename',
  'cause',
]);
const shortNames: Record<string, string> = {
  n: 'namespace',
  l: 'selector',
  o: 'output',
  c: 'container',
  A: 'all-namespaces',
};

export function readKubectlWords(words: readonly string[]): KubectlWords {
  const at = words.indexOf('--');
  const own = at === -1 ? [...words] : words.slice(0, at);
  const options: Record<string, string> = {};
  const targets: string[] = [];
  while (own.length > 0) {
    const word = own.shift()!;
    const match = /^(?:--([a-z][a-z-]*)|-([A-Za-z]+))(?:=(.*))?$/s.exec(word);
    if (!match) {
      targets.push(word);
      continue;
    }
    const name = match[1] ?? longName(match[2]!, targets[0]);
    options[name] = match[3] ?? (valued.has(name) ? (own.shift() ?? '') : 'true');
  }
  return { verb: targets.shift() ?? '', targets, options, command: at === -1 ? [] : words.slice(at + 1) };
}

/** `-f` names a file for `apply` and `delete`, and means follow for `logs`. */
function longName(letters: string, verb: string | undefined): string {
  if (letters === 'f') return verb === 'logs' ? 'follow' : 'filename';
  return shortNames[letters] ?? letters;
}
