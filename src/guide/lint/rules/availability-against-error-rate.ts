import type { Rule } from '../rule.ts';

export const availabilityAgainstErrorRate: Rule = {
  id: 'availability-against-error-rate',
  severity: 'warning',
  finds: 'An error rate that is allowed to spend more than the availability target leaves.',
  why: 'Where availability is counted in requests, 1 % of errors is 99 % of availability: the error target is still kept when the availability target has been missed ten times over.',
  failing: [{ guide: '## SLOs\n\n- Availability: 99.9% per month\n- Error rate: < 1%\n', words: '1%' }],
  passing: [
    { guide: '## SLOs\n\n- Availability: 99.9% per month\n- Error rate: < 0.1%\n' },
    { guide: '## SLOs\n\n- Availability: 99.9% per month (measured by probes from outside)\n- Error rate: < 1%\n' },
  ],
  *find(guide) {
    const availability = guide
      .all('objective')
      .find((o) => o.sli === 'availability' && o.unit === '%' && o.value !== null && o.environment !== 'staging');
    if (!availability || availability.value === null) return;
    // Uptime that probes see is another thing than the share of requests that fail.
    if (/\bprob(?:e|es|ed|ing)\b|\bpings?\b|\bheartbeat/i.test(availability.text)) return;
    const leaves = Number((100 - availability.value).toFixed(6));
    for (const errors of guide.all('objective')) {
      if (!/^error_rate(?:_5xx)?$/.test(errors.sli) || errors.unit !== '%' || errors.value === null) continue;
      if (errors.value <= leaves || errors.environment !== availability.environment) continue;
      yield {
        place: guide.place(errors, `${errors.value}%`),
        message: `An error rate of up to ${errors.value} % spends ${round(errors.value / leaves)} times what ${availability.value} % of availability leaves.`,
        understood: `Availability ${availability.value} % (line ${availability.line}) leaves ${leaves} % of requests to fail.`,
        wayOut: `Bring the error rate to ${leaves} % or less, or say that availability is measured otherwise (by probes, in minutes).`,
      };
    }
  },
};

const round = (value: number): string => String(Number(value.toPrecision(2)));
