import type { MeasuredRequest, MeasuresMessage } from './worker-messages.ts';

/** What the service did in the last hour, as the monitoring verbs of the stand-ins show it. */
export interface MinuteMeasures {
  /** Epoch milliseconds of its beginning. */
  at: number;
  requests: number;
  byStatusClass: Record<string, number>;
  averageMs: number;
  memoryPercent: number;
  cpuPercent: number;
}

export interface Measures {
  add(message: MeasuresMessage): void;
  minutes(): MinuteMeasures[];
  /** Newest last. */
  requests(): MeasuredRequest[];
}

interface Minute {
  at: number;
  requests: number;
  byStatusClass: Record<string, number>;
  totalMs: number;
  memoryPercent: number;
  cpuPercent: number;
}

const keptMinutes = 60;
const keptRequests = 2_000;
const minuteMs = 60_000;

export function createMeasures(): Measures {
  const minutes: Minute[] = [];
  const requests: MeasuredRequest[] = [];

  function minuteOf(at: number): Minute {
    const start = at - (at % minuteMs);
    const last = minutes.at(-1);
    if (last && last.at >= start) return last;
    const fresh: Minute = { at: start, requests: 0, byStatusClass: {}, totalMs: 0, memoryPercent: 0, cpuPercent: 0 };
    minutes.push(fresh);
    if (minutes.length > keptMinutes) minutes.shift();
    return fresh;
  }

  return {
    add(message) {
      const now = minuteOf(Date.now());
      now.memoryPercent = Math.max(now.memoryPercent, message.memoryPercent);
      now.cpuPercent = Math.max(now.cpuPercent, message.cpuPercent);
      for (const request of message.requests) {
        const minute = minuteOf(request.at);
        const statusClass = `${Math.floor(request.status / 100)}xx`;
        minute.requests++;
        minute.byStatusClass[statusClass] = (minute.byStatusClass[statusClass] ?? 0) + 1;
        minute.totalMs += request.milliseconds;
      }
      requests.push(...message.requests);
      if (requests.length > keptRequests) requests.splice(0, requests.length - keptRequests);
    },
    minutes: () =>
      minutes.map(({ totalMs, ...minute }) => ({
        ...minute,
        averageMs: minute.requests === 0 ? 0 : Math.round(totalMs / minute.requests),
      })),
    requests: () => [...requests],
  };
}
