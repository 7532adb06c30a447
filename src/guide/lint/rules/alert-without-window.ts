import { bySection } from '../by-section.ts';
import { callsSomebody } from '../calls-somebody.ts';
import type { Rule } from '../rule.ts';
import { thresholdWords } from '../threshold-words.ts';

export const alertWithoutWindow: Rule = {
  id: 'alert-without-window',
  severity: 'warning',
  finds: 'Thresholds on load, latency or error rate without saying for how long they must be exceeded.',
  why: 'One slow request or one busy second wakes somebody. Alerts that clear by themselves are what makes people stop looking.',
  failing: [{ guide: '## Critical alerts (PagerDuty)\n\n- Error rate > 5%\n- Memory usage > 90%\n', words: '> 5%' }],
  passing: [
    { guide: '## Alerts (PagerDuty)\n\n- p99 latency < 10 ms\n- Error rate < 0.1%\n' },
    {
      guide: '## Critical alerts (PagerDuty)\n\n- Error rate > 5% for 5 minutes\n- Memory usage > 90% in 10 minutes\n',
    },
    { guide: '## Warning alerts (Slack)\n\n- Low disk space (< 10%)\n- Certificate expires in < 30 days\n' },
    { guide: '## Alerts (PagerDuty)\n\nEvery threshold must hold for 5 minutes.\n\n- Error rate > 5%\n' },
  ],
  *find(guide) {
    const momentary = guide
      .all('alert')
      .filter(
        (alert) =>
          alert.windowS === null &&
          alert.value !== null &&
          callsSomebody(alert) &&
          !guide.isInBlock(alert.line) &&
          FLUCTUATES.test(alert.metric) &&
          !IS_COUNTED.test(alert.text),
      );
    for (const alerts of bySection(momentary)) {
      const first = alerts[0]!;
      if (isSaidForAll(first.section, guide.parts)) continue;
      yield {
        place: guide.place(
          first,
          thresholdWords(first, guide.lines.slice(first.line - 1, first.endLine)) || first.text,
        ),
        message: `${alerts.length === 1 ? 'This alert does' : `${alerts.length} alerts under “${first.section.at(-1) ?? ''}” do`} not say for how long the threshold must be exceeded.`,
        understood: `${alerts.map((a) => `${a.metric.replace(/^x:/, '')} ${a.op} ${a.value} ${a.unit ?? ''} (line ${a.line})`).join(', ')}, without a duration.`,
        wayOut: 'Add it, for example “> 5% for 5 minutes”.',
      };
    }
  },
};

const FLUCTUATES =
  /^(?:cpu|memory|latency_\w+|error_rate\w*|db_latency|cache_latency|network_latency|request_rate|x:.*\b(?:utili[sz]ation|cpu|memory|latency|rate)\b.*)$/i;

/** "three checks in a row" says for how long, too. */
const IS_COUNTED =
  /\b(?:\d+|two|three|five)\s+(?:\w+\s+)?(?:checks?|samples?|polls?|times|probes?|attempts?|intervals?)\b|\bconsecutive\b/i;

type Parts = Parameters<Rule['find']>[0]['parts'];

function isSaidForAll(section: readonly string[], parts: Parts): boolean {
  const said =
    /\b(?:all|every|each|thresholds?|alerts? fire|sustained|consecutive)\b.*\b\d+\s*(?:s|sec\w*|m|min\w*|checks?|samples?)\b|\b(?:evaluated|averaged|sustained|measured) (?:over|for)\b/i;
  return parts.some(
    (part) =>
      (part.form === 'line' || part.form === 'lead-in' || part.form === 'heading') &&
      said.test(part.text) &&
      (section.includes(part.title) || section.includes(part.parent?.title ?? '')),
  );
}
