import type { Page } from 'playwright-core';

export interface Task {
  /** What it cost: the same on a machine that is shared. */
  readonly cpuMs: number;
  readonly wallMs: number;
}

/** What the page's own thread did meanwhile, by Chromium's trace: its tasks, the longest by the processor first. */
export async function busiestTasks<T>(page: Page, deed: () => Promise<T>): Promise<{ tasks: Task[]; result: T }> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('The page has no browser to trace.');
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
  const result = await deed();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const threads = new Set(
    trace.traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}:${tid}`),
  );
  const tasks = trace.traceEvents
    .filter(({ name, ph, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && threads.has(`${pid}:${tid}`))
    .map(({ dur = 0, tdur = 0 }) => ({ cpuMs: tdur / 1_000, wallMs: dur / 1_000 }))
    .sort((a, b) => b.cpuMs - a.cpuMs);
  if (tasks.length === 0) throw new Error('The trace has no task of the page: it would say that nothing ever stalls.');
  return { tasks, result };
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds by the clock, and by the processor. */
  dur?: number;
  tdur?: number;
  args?: { name?: string };
}
