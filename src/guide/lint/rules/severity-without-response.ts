import { durationsIn } from '../../words/duration.ts';
import type { Rule } from '../rule.ts';

export const severityWithoutResponse: Rule = {
  id: 'severity-without-response',
  severity: 'warning',
  finds: 'Incident classes without a response time.',
  why: 'A class says how fast somebody must answer; without that it is only a name, and nothing can escalate by it.',
  failing: [
    {
      guide: '## Severities\n\n- **P0 (Critical)**: Complete outage\n- **P1 (High)**: Major functionality impaired\n',
      words: 'P0',
    },
  ],
  passing: [
    {
      guide:
        '## Severities\n\n- **P0 (Critical)**: Complete outage, response within 15 minutes\n- **P1 (High)**: Major functionality impaired, response next business day\n',
    },
  ],
  *find(guide) {
    if (new Set(guide.all('severity').map(({ level }) => level)).size < 2) return;
    const answered = new Set<string>();
    const silent = guide.all('severity').filter((severity) => {
      const says =
        severity.responseS !== null || isTimed(guide.lines.slice(severity.line - 1, severity.endLine).join(' '));
      if (says) answered.add(severity.level);
      return !says;
    });
    const left = silent.filter(({ level }) => !answered.has(level));
    const [first] = left;
    if (!first) return;
    // The lowest classes are often left to the working week.
    if (answered.size > 0 && left.every(({ level }) => Number(/\d/.exec(level)?.[0] ?? 0) >= 3)) return;
    const levels = [...new Set(left.map(({ level }) => level))];
    yield {
      place: guide.place(first, first.level),
      message: `${levels.join(', ')} ${levels.length === 1 ? 'has' : 'have'} no response time.`,
      understood: `Classes on ${left.length === 1 ? 'line' : 'lines'} ${left.map(({ line }) => line).join(', ')} say what they are, not how fast somebody answers.`,
      wayOut: 'Add to each how soon somebody must have taken it, for example “P0: response within 15 minutes”.',
    };
  },
};

/** A number besides the class's own is a time in some language; words may say it too. */
const isTimed = (text: string): boolean =>
  durationsIn(text).length > 0 ||
  /\d/.test(
    text.replace(/\b(?:P|S|SEV|Severity|Priority|Level|Tier)[\s-]?\d/gi, '').replace(/^\s*(?:#+\s*)?[\d.]+\s/, ''),
  ) ||
  /\b(?:immediate\w*|next|same|business|working|asap|best effort|as time allows|backlog|sprint|no response|at once)\b/i.test(
    text,
  );
