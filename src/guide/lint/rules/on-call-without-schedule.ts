import { upward } from '../../document/part.ts';
import type { Rule } from '../rule.ts';

export const onCallWithoutSchedule: Rule = {
  id: 'on-call-without-schedule',
  severity: 'warning',
  finds: 'A section on the on-call rotation that says neither when it turns nor where the schedule is.',
  why: 'A rotation without a rhythm does not turn: nobody knows whether they are on call tonight.',
  failing: [
    {
      guide:
        '## On-call rotation\n\n- Primary: platform team (platform@example.com)\n- Secondary: backend team (backend@example.com)\n',
      words: 'On-call rotation',
    },
  ],
  passing: [
    {
      guide:
        '## On-call rotation\n\n- Schedule: weekly, Monday 09:00 UTC\n- Primary: platform team (platform@example.com)\n',
    },
    { guide: '## On-call rotation\n\n- Primary: see the PagerDuty schedule\n' },
  ],
  *find(guide) {
    if (guide.all('rotation').length > 0) return;
    for (const part of guide.parts) {
      if (part.form !== 'heading' || !/\bon[\s-]?call (?:rotation|schedule|rota)\b|^rotation$/i.test(part.title))
        continue;
      if (part.children.length === 0 || [...upward(part)].some((above) => /\b(?:secrets?|keys?)\b/i.test(above.title)))
        continue;
      const below = guide.lines.slice(part.line, part.endLine).join('\n');
      if (
        /\b(?:pagerduty|opsgenie|schedule|calendar|rota\b|week\w*|dai?ly|month\w*|hand-?o(?:ver|ff)|monday|https?:)/i.test(
          below,
        )
      )
        continue;
      yield {
        place: guide.place(part, part.title),
        message: `“${part.title}” does not say when the rotation turns.`,
        understood: 'No rhythm, no hand-over and no link to a schedule was read in this section.',
        wayOut:
          'Add the rhythm and the hand-over, for example “Schedule: weekly, Monday 09:00 UTC”, or a link to the schedule.',
      };
    }
  },
};
