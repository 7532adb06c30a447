import { randomUUID } from 'node:crypto';
import type { Assessment, AssessmentRequest, Report } from './assessment.ts';
import type { AssessmentCache } from './cache.ts';
import type { Orchestrator } from './orchestrator.ts';
import type { AssessmentStore } from './store.ts';

/** At most this many are worked on at once in one process; more are refused rather than piled up. */
const mostAtOnce = 20;

export interface AssessmentsOptions {
  store: AssessmentStore;
  cache: AssessmentCache;
  orchestrator: () => Promise<Orchestrator>;
  now: () => number;
  onFailure: (id: string, error: Error) => void;
}

/** Takes assessments in, has them worked on, and gives them out. */
export class Assessments {
  readonly #options: AssessmentsOptions;
  readonly #working = new Set<Promise<void>>();

  constructor(options: AssessmentsOptions) {
    this.#options = options;
  }

  /** Null when this process is busy enough. The work goes on after the answer. */
  async begin(request: AssessmentRequest): Promise<Assessment | null> {
    if (this.#working.size >= mostAtOnce) return null;
    const at = new Date(this.#options.now());
    const assessment: Assessment = {
      _id: randomUUID(),
      user_id: request.userId,
      request,
      status: 'processing',
      created_at: at,
      updated_at: at,
      report: null,
      failure: null,
    };
    await this.#options.store.insert(assessment);
    const work = this.#work(assessment).finally(() => this.#working.delete(work));
    this.#working.add(work);
    return assessment;
  }

  /** JSON, as it is sent: finished ones come from the cache. */
  async get(id: string): Promise<string | null> {
    const { store, cache } = this.#options;
    const cached = await cache.get(id);
    if (cached !== null) return cached;
    const found = await store.find(id);
    if (!found) return null;
    const json = JSON.stringify(found);
    if (found.status !== 'processing') await cache.put(id, json);
    return json;
  }

  async remove(id: string): Promise<boolean> {
    const removed = await this.#options.store.remove(id);
    await this.#options.cache.forget(id);
    return removed;
  }

  /** Resolves when nothing is being worked on any more. */
  async settle(): Promise<void> {
    while (this.#working.size > 0) await Promise.allSettled(this.#working);
  }

  async #work({ _id, request }: Assessment): Promise<void> {
    const { onFailure, orchestrator } = this.#options;
    try {
      const team = await orchestrator();
      await this.#finish(_id, await team.assess(request), null);
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      onFailure(_id, failure);
      // When the database is what failed, the assessment stays "processing": the guide says how to clear it.
      await this.#finish(_id, null, failure.message).catch(() => undefined);
    }
  }

  async #finish(id: string, report: Report | null, failure: string | null): Promise<void> {
    await this.#options.store.finish(id, {
      status: report ? 'completed' : 'failed',
      report,
      failure,
      updated_at: new Date(this.#options.now()),
    });
  }
}
