import type { Example, Rule } from './rule.ts';

/** What has to be known besides the guide, in the words of the command line. */
const NEEDS: Readonly<Record<NonNullable<Rule['needs']>, string>> = {
  today: 'It compares with the day on which it runs.',
  files: 'It looks for files from the guide’s own folder.',
  path: 'It runs only when asked for: `runproof lint --check-path`.',
};

/** The page of one rule, as Markdown, from what the rule says of itself. */
export function pageOf(rule: Rule): string {
  return [
    `# ${rule.id}`,
    rule.finds,
    rule.why,
    `Severity: **${rule.severity}**.${rule.fixes === undefined ? '' : ` \`--fix\` ${rule.fixes}`}${rule.needs === undefined ? '' : ` ${NEEDS[rule.needs]}`}`,
    '## Found',
    ...rule.failing.flatMap((example) => [
      shown(example),
      `It points at \`${example.words.trim()}\`.`,
      ...mended(example.fixed),
    ]),
    '## Passed over',
    ...rule.passing.map(shown),
    '## Switching it off',
    `~~~~markdown\n<!-- runproof-disable-next-line ${rule.id} -->\n~~~~`,
    `or \`<!-- runproof-disable ${rule.id} -->\` down to \`<!-- runproof-enable ${rule.id} -->\`, or for a whole run \`--rule ${rule.id}=off\`.`,
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

/** The list of all rules. */
export function contentsOf(rules: readonly Rule[]): string {
  const rows = rules.map(
    ({ id, severity, finds, fixes }) =>
      `| [${id}](${id}.md) | ${severity} | ${fixes === undefined ? '' : 'yes'} | ${finds} |`,
  );
  return [
    '# What `runproof lint` finds',
    'Each rule has a page with what it finds, why that hurts, and examples that the tests run. The pages are written from the rules themselves (`UPDATE_GOLDEN=1 npx vitest run src/guide/lint/page.test.ts`).',
    ['| rule | severity | `--fix` | finds |', '|---|---|---|---|', ...rows].join('\n'),
    'A rule is switched off for a line, from a line on, or for a whole run:',
    '~~~~markdown\n<!-- runproof-disable-next-line alert-without-window -->\n<!-- runproof-disable alert-without-window, dead-link -->\n<!-- runproof-enable -->\n~~~~',
    '~~~~bash\nrunproof lint OPERATIONS.md --rule alert-without-window=off --rule secret-in-clear=error\n~~~~',
  ]
    .join('\n\n')
    .concat('\n');
}

function shown({ guide, today, files, path }: Example): string {
  const told = [
    ...(today === undefined ? [] : [`On ${today}`]),
    ...(files === undefined
      ? []
      : [files.length === 0 ? 'With no other file beside the guide' : `With ${files.join(', ')} beside the guide`]),
    ...(path === undefined ? [] : [`With ${path.join(' and ')} on the PATH`]),
  ].join(', ');
  return `${told === '' ? '' : `${told}:\n\n`}~~~~markdown\n${guide.trimEnd()}\n~~~~`;
}

const mended = (fixed: string | undefined): readonly string[] =>
  fixed === undefined ? [] : [`\`--fix\` makes of it:\n\n~~~~markdown\n${fixed.trimEnd()}\n~~~~`];
