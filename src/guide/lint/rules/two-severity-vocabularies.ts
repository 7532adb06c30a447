import { severityIn } from '../../words/severity-name.ts';
import type { Rule } from '../rule.ts';

export const twoSeverityVocabularies: Rule = {
  id: 'two-severity-vocabularies',
  severity: 'warning',
  finds: 'Alerts whose severities are none of the incident classes that the guide defines.',
  why: 'Response times and escalation hang on the classes. An alert called “warning” among P0 to P3 has none of them, and each reader maps it differently.',
  failing: [
    {
      guide:
        '## Severities\n\n| Severity | Response time |\n|---|---|\n| P0 | 15 min |\n| P1 | 1 hour |\n\n## Alerts\n\n| Alert | Threshold | Window | Severity | Action |\n|---|---|---|---|---|\n| High CPU | >80% | 5 min | Warning | Email |\n',
      words: 'Warning',
    },
  ],
  passing: [
    {
      guide:
        '## Severities\n\n| Severity | Response time |\n|---|---|\n| P0 (critical) | 15 min |\n| P2 (warning) | 1 hour |\n\n## Alerts\n\n| Alert | Threshold | Window | Severity | Action |\n|---|---|---|---|---|\n| High CPU | >80% | 5 min | Warning | Email |\n| Down | health check fails | 1 min | P0 | Page |\n',
    },
  ],
  *find(guide) {
    const classes = guide.all('severity').filter(({ level }) => /^(?:[PS]|SEV[\s-]?)\d$/.test(level));
    if (classes.length < 2) return;
    const known = new Set(
      classes
        .flatMap(({ level, name, text }) => [level, name ?? '', severityIn(name ?? '') ?? '', ...wordsOfClass(text)])
        .map((word) => word.toLowerCase()),
    );
    const strange = guide
      .all('alert')
      .filter(({ severity }) => severity !== null && !known.has(severity.toLowerCase()));
    const [first] = strange;
    if (!first) return;
    const words = [...new Set(strange.map(({ severity }) => severity!))];
    const levels = [...new Set(classes.map(({ level }) => level))];
    const above = guide.parts.findLast(
      (part) =>
        (part.form === 'heading' || part.form === 'lead-in') &&
        part.line <= first.line &&
        new RegExp(`\\b${words[0]}`, 'i').test(part.text),
    );
    const own = new RegExp(`\\b${words[0]}\\b`, 'i').test(guide.lines.slice(first.line - 1, first.endLine).join(' '));
    yield {
      place: guide.place(own || !above ? first : above, words[0]!),
      message: `${strange.length} ${strange.length === 1 ? 'alert is' : 'alerts are'} ${words.map((word) => `“${word}”`).join(', ')}, which is none of the guide’s classes ${levels.join(', ')}.`,
      understood: `Alerts on ${strange.length === 1 ? 'line' : 'lines'} ${strange.map(({ line }) => line).join(', ')}; the classes begin on line ${classes[0]!.line}.`,
      wayOut: `Give the alerts the classes ${levels.join(', ')}, or write once which word is which class, for example “${levels.at(-1)} (${words[0]})”.`,
    };
  },
};

const wordsOfClass = (text: string): readonly string[] =>
  /\b(?:critical|warning|error|major|minor|high|medium|low|info)\b/gi[Symbol.match](
    text.split('|')[0]!.split(/[:.]/)[0]!,
  ) ?? [];
