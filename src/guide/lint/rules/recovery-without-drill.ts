import type { Rule } from '../rule.ts';

export const recoveryWithoutDrill: Rule = {
  id: 'recovery-without-drill',
  severity: 'warning',
  finds: 'Recovery times that are promised and never practised.',
  why: 'A recovery time that nobody has measured is a wish. The first drill usually takes four times as long.',
  failing: [
    { guide: '## Recovery time objectives (RTO)\n\n- Database: 1 hour (restore from backup)\n', words: '1 hour' },
  ],
  passing: [
    {
      guide:
        '## Recovery time objectives (RTO)\n\n- Database: 1 hour (restore from backup)\n\n## Quarterly tasks\n\n- [ ] Disaster recovery drill\n',
    },
    { guide: '## Recovery time objectives (RTO)\n\n- Database: 1 hour, tested every quarter\n' },
  ],
  *find(guide) {
    const [first] = guide.all('recovery').filter(({ rtoS }) => rtoS !== null);
    if (!first || guide.lines.some((line) => DRILL.test(line))) return;
    const count = guide.all('recovery').filter(({ rtoS }) => rtoS !== null).length;
    const text = guide.lines.slice(first.line - 1, first.endLine).join('\n');
    yield {
      place: guide.place(first, /\d+\s?(?:-\s?)?(?:h\w*|min\w*|days?)/i.exec(text)?.[0] ?? first.text),
      message: `${count === 1 ? 'A recovery time is' : `${count} recovery times are`} promised, and no drill measures ${count === 1 ? 'it' : 'them'}.`,
      understood: 'No drill, game day, restore test or recovery exercise was found in the guide.',
      wayOut:
        'Add a recurring task, for example “Quarterly: restore the newest backup into staging and write down how long it took”.',
    };
  },
};

const DRILL =
  /\b(?:drills?|game[\s-]?days?|fire[\s-]?drill|chaos)\b|\bexercised\b|\bswitch-?over\b.{0,40}\b(?:test\w*|practi[cs]\w*|every|each|yearly|monthly|quarterly)\b|\b(?:test|tests|tested|testing|practi[cs]\w*|exercis\w*|rehears\w*|simulat\w*|verif\w*)\b.{0,40}\b(?:restor\w*|recover\w*|backups?|fail-?over|DR)\b|\b(?:restor\w*|recovery|backups?|fail-?over|DR)\b.{0,40}\b(?:tests?|tested|testing|practi[cs]\w*|exercis\w*|rehears\w*|verif\w*)\b|\b(?:RTO|recovery time)\b.*\b(?:measured|tested)|\btested\b/i;
