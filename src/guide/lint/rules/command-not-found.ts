import { ownFunctionsIn, programsIn } from '../../commands/programs.ts';
import type { Rule } from '../rule.ts';

const F = '```';
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
      const own = ownFunctionsIn(block.source);
      for (const command of block.commands) {
        for (const name of programsIn(command.text)) {
          // A path is no matter of the PATH.
          if (seen.has(name) || own.has(name) || /^[./~]|\//.test(name) || guide.commandExists(name)) continue;
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
