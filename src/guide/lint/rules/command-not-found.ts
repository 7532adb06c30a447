import type { Rule } from '../rule.ts';

const F = '```';
const OF_THE_SHELL = new Set(
  'if then else elif fi for while until do done case esac in function select time { } ( ) [ [[ ]] ! . : cd echo export set unset source exit return read test true false local declare readonly shift trap wait eval exec printf alias unalias pwd umask type command break continue let kill jobs bg fg ulimit getopts hash history'.split(
    ' ',
  ),
);
/** Words that run the command after them. */
const BEFORE = /^(?:sudo(?:\s+-\w+)*|time|nohup|exec|command|env(?:\s+-\w+)*)\s+/;

export const commandNotFound: Rule = {
  id: 'command-not-found',
  severity: 'warning',
  needs: 'path',
  finds: 'A command that is not installed where the linter runs.',
  why: 'The runbook stops at its first line on the machine that is supposed to run it.',
  failing: [
    {
      guide: `## Runbooks\n\n### Slow\n\n${F}bash\nkubectl get pods | jqq .\n${F}\n`,
      words: 'jqq',
      path: ['kubectl', 'jq'],
    },
  ],
  passing: [
    {
      guide: `## Runbooks\n\n### Slow\n\n${F}bash\nfor pod in a b; do kubectl get "$pod"; done\n./scripts/check.sh\nNAME=x sudo kubectl get pods | jq '.items | length'\n${F}\n`,
      path: ['kubectl', 'jq'],
    },
  ],
  *find(guide) {
    if (guide.commandExists === undefined) return;
    const seen = new Set<string>();
    for (const block of guide.blocks) {
      const own = new Set([...block.source.matchAll(/^\s*(?:function\s+)?([\w-]+)\s*\(\)/gm)].map(([, name]) => name!));
      for (const command of block.commands) {
        for (const name of programsIn(command.text)) {
          if (seen.has(name) || own.has(name) || OF_THE_SHELL.has(name) || guide.commandExists(name)) continue;
          seen.add(name);
          yield {
            place: guide.place(command, name),
            message: `There is no command “${name}” on the PATH.`,
            understood: `First word of “${command.text.slice(0, 60)}”.`,
            wayOut: 'Install it where runbooks run, correct its name, or give its path.',
          };
        }
      }
    }
  },
};

/** The programs of a pipeline or list, without what stands in quotes, paths and variables. */
function programsIn(text: string): string[] {
  const plain = text.replace(/'[^']*'|"[^"]*"/g, '""').replace(/<<-?\s*\S+.*$/, '');
  return plain.split(/\|\|?|&&|;|\$\(|\b(?:do|then|else)\b|(?<![>\d])&(?!\d)/).flatMap((piece) => {
    let rest = piece
      .trim()
      .replace(/^[({!]\s*/, '')
      .replace(/^(?:[A-Za-z_]\w*=\S*\s+)+/, '');
    while (BEFORE.test(rest)) rest = rest.replace(BEFORE, '').replace(/^(?:[A-Za-z_]\w*=\S*\s+)+/, '');
    const name = /^([A-Za-z][\w.+-]*)(?=\s|$|\))/.exec(rest)?.[1];
    return name !== undefined && !/^\w+=/.test(rest) ? [name] : [];
  });
}
