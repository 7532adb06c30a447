import type { Rule } from '../rule.ts';

export const latencyWithoutStatistic: Rule = {
  id: 'latency-without-statistic',
  severity: 'warning',
  finds: 'A latency threshold for an alert that says neither percentile nor average.',
  why: 'The average, the 95th and the 99th percentile of one service differ by a factor of ten: it is unknown when this alert fires.',
  failing: [{ guide: '## Warning alerts (Slack)\n\n- High latency (> 500 ms for 5 minutes)\n', words: 'High latency' }],
  passing: [
    { guide: '## Warning alerts (Slack)\n\n- p95 latency > 500 ms for 5 minutes\n' },
    { guide: '## Warning alerts (Slack)\n\n- Average latency > 500 ms for 5 minutes\n' },
    { guide: '## Latency objective\n\n- Target: 95th percentile < 500ms\n- Alert: > 500ms for 5 minutes\n' },
  ],
  *find(guide) {
    for (const alert of guide.all('alert')) {
      if (alert.metric !== 'latency_avg' || alert.value === null) continue;
      const above = guide.parts.findLast((part) => part.form === 'heading' && part.line <= alert.line);
      const written = guide.lines.slice((above?.line ?? alert.line) - 1, alert.endLine);
      const own = guide.lines.slice(alert.line - 1, alert.endLine).join(' ');
      // A whole table or a lead-in may say it once.
      if (SAYS.test(own) || SAYS.test(written.filter((line) => !/^\s*(?:[-*+]|\d+[.)])\s/.test(line)).join(' ')))
        continue;
      const words = /\b(?:high |slow |api )*(?:latency|response times?|responses?)\b/i.exec(own)?.[0];
      if (words === undefined) continue;
      yield {
        place: guide.place(alert, words),
        message: `“${alert.text}” does not say which latency: an average, the 95th or the 99th percentile.`,
        understood: `Read as the average above ${alert.value} ${alert.unit ?? ''}, for want of another word.`,
        wayOut: 'Write the percentile, for example “p95 latency > 500 ms for 5 minutes”.',
      };
    }
  },
};

const SAYS = /\bp\s?\d{2}\b|percentile|\b(?:average|avg|mean|median|max(?:imum)?|any|single|each|every)\b/i;
