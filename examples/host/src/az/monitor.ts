import { HostError } from '../host-error.ts';
import type { MinuteMeasures } from '../measures.ts';
import type { MeasuredRequest } from '../worker-messages.ts';
import { type AzVerbs, need } from './verb.ts';

/** `az monitor metrics list` and `az monitor app-insights query`: what the service's workers measured in the last hour. */
interface Measured {
  minutes: MinuteMeasures[];
  requests: MeasuredRequest[];
}

/** Metric name → its value in a minute, and the aggregation it goes by. */
const metrics: Record<
  string,
  { aggregation: 'total' | 'average'; unit: string; read: (minute: MinuteMeasures) => number }
> = {
  Requests: { aggregation: 'total', unit: 'Count', read: (minute) => minute.requests },
  Http2xx: { aggregation: 'total', unit: 'Count', read: (minute) => minute.byStatusClass['2xx'] ?? 0 },
  Http3xx: { aggregation: 'total', unit: 'Count', read: (minute) => minute.byStatusClass['3xx'] ?? 0 },
  Http4xx: { aggregation: 'total', unit: 'Count', read: (minute) => minute.byStatusClass['4xx'] ?? 0 },
  Http5xx: { aggregation: 'total', unit: 'Count', read: (minute) => minute.byStatusClass['5xx'] ?? 0 },
  HttpResponseTime: { aggregation: 'average', unit: 'Seconds', read: (minute) => minute.averageMs / 1_000 },
  MemoryPercentage: { aggregation: 'average', unit: 'Percent', read: (minute) => minute.memoryPercent },
  CpuPercentage: { aggregation: 'average', unit: 'Percent', read: (minute) => minute.cpuPercent },
};

export const monitorVerbs: AzVerbs = {
  'monitor metrics list': async (call) => {
    const names = (call.options.metric ?? call.options.metrics ?? need(call, 'metric')).split(/[,\s]+/).filter(Boolean);
    const { minutes } = await call.control.call<Measured>('measures');
    const from = Date.parse(call.options['start-time'] ?? '') || 0;
    const to = Date.parse(call.options['end-time'] ?? '') || Number.POSITIVE_INFINITY;
    const within = minutes.filter(({ at }) => at >= from && at <= to);
    const value = names.map((name) => series(name, within));
    if (call.options.output === 'table' && !call.options.query) return tableOf(value);
    return { interval: 'PT1M', value };
  },
  'monitor app-insights query': async (call) => {
    const { requests } = await call.control.call<Measured>('measures');
    return answerQuery(requests, need(call, 'analytics-query'));
  },
};

function series(name: string, minutes: MinuteMeasures[]) {
  const metric = metrics[name];
  if (!metric)
    throw new HostError(`No metric is named ${name}; there are ${Object.keys(metrics).join(', ')}.`, { exitCode: 1 });
  const data = minutes.map((minute) => ({
    timeStamp: new Date(minute.at).toISOString(),
    [metric.aggregation]: metric.read(minute),
  }));
  return { name: { value: name }, unit: metric.unit, timeseries: [{ data }] };
}

function tableOf(value: ReturnType<typeof series>[]): unknown {
  return value.flatMap(({ name, unit, timeseries }) =>
    timeseries[0]!.data.map(({ timeStamp, ...figures }) => ({
      timestamp: timeStamp,
      metric: name.value,
      value: Object.values(figures)[0],
      unit,
    })),
  );
}

/** `requests | where duration > N | top N by duration desc | count`: enough for the guides' look at slow requests. */
function answerQuery(requests: MeasuredRequest[], text: string): unknown {
  const [source, ...steps] = text.split('|').map((part) => part.trim());
  if (source !== 'requests') {
    throw new HostError(
      `This stand-in keeps the table requests only, not ${source}; ask Runproof's query for the rest.`,
      { exitCode: 1 },
    );
  }
  let rows = requests.map(({ at, method, path, status, milliseconds }) => ({
    timestamp: new Date(at).toISOString(),
    name: `${method} ${path}`,
    resultCode: status,
    success: status < 400,
    duration: Math.round(milliseconds),
  }));
  for (const step of steps) {
    const where = /^where\s+(duration|resultCode)\s*(>=|<=|==|>|<)\s*(\d+)$/.exec(step);
    const top = /^(?:top\s+(\d+)\s+by\s+duration(?:\s+desc)?|take\s+(\d+)|limit\s+(\d+))$/.exec(step);
    if (where) rows = rows.filter((row) => compare(row[where[1] as 'duration'], where[2]!, Number(where[3])));
    else if (top?.[1]) rows = rows.toSorted((left, right) => right.duration - left.duration).slice(0, Number(top[1]));
    else if (top) rows = rows.slice(0, Number(top[2] ?? top[3]));
    else if (step === 'count') return [{ Count: rows.length }];
    else
      throw new HostError(`This stand-in does not know the step "${step}"; ask Runproof's query instead.`, {
        exitCode: 1,
      });
  }
  return rows;
}

function compare(left: number, operator: string, right: number): boolean {
  if (operator === '>') return left > right;
  if (operator === '>=') return left >= right;
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return left === right;
}
