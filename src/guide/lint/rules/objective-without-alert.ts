import type { Rule } from '../rule.ts';

export const objectiveWithoutAlert: Rule = {
  id: 'objective-without-alert',
  severity: 'warning',
  finds: 'An objective that no alert guards.',
  why: 'It can be missed for a month before a report says so.',
  failing: [
    {
      guide:
        '## Objectives\n\n- Availability: 99.9% per month\n- Cache hit ratio: > 80%\n\n## Alerts\n\n- Health check fails for 2 minutes: critical, page\n',
      words: 'Cache hit ratio',
    },
  ],
  passing: [
    {
      guide:
        '## Objectives\n\n- Availability: 99.9% per month\n- Latency (p99): < 1 s\n\n## Alerts\n\n- Health check fails for 2 minutes: critical, page\n- p95 latency > 500 ms for 5 minutes\n',
    },
    { guide: '## Objectives\n\n- Availability: 99.9% per month\n' },
  ],
  *find(guide) {
    const alerts = guide.all('alert').filter(({ actions }) => !actions.includes('rollback'));
    if (alerts.length === 0) return;
    const guarded = new Set(alerts.map(({ metric }) => family(metric)));
    const said = new Set<string>();
    for (const objective of guide.all('objective')) {
      const kind = family(objective.sli);
      // A health endpoint's response time is watched by the check itself.
      if (
        objective.sli.startsWith('x:') ||
        objective.sli === 'health' ||
        objective.sli === 'cost' ||
        guarded.has(kind) ||
        said.has(kind)
      )
        continue;
      if (objective.environment !== null && objective.environment !== 'production') continue;
      said.add(kind);
      yield {
        place: guide.place(
          objective,
          guide.parts.find((part) => part.line === objective.line && part.form === 'row')?.title ?? objective.text,
        ),
        message: `No alert guards the objective ${objective.sli} ${objective.op} ${objective.value ?? ''} ${objective.unit ?? ''}.`,
        understood: `The alerts watch ${[...new Set(alerts.map(({ metric }) => metric.replace(/^x:/, '')))].join(', ')}.`,
        wayOut: 'Add an alert at the target, or call it a metric to watch if nobody is to act on it.',
      };
    }
  },
};

/** Indicators that one alert guards together. */
function family(metric: string): string {
  if (metric.startsWith('latency')) return 'latency';
  if (/^(?:availability|health|error_rate|failed_requests|request_rate)/.test(metric)) return 'availability';
  return /^(?:db_latency|slow_queries)$/.test(metric) ? 'db_latency' : metric;
}
