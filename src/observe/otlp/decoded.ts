import { OtlpRefusal, POINT_LIMIT } from './decode.ts';

/** What could be taken of a request. `rejected` items are lost for good: sending them again would not help. */
export interface Decoded<Batch> {
  readonly batch: Batch;
  readonly accepted: number;
  readonly rejected: number;
  /** Why items were rejected; empty where none was. */
  readonly errorMessage: string;
}

/** Counts what is taken of one request and holds it to the limit. */
export class Tally {
  private readonly what: string;
  private accepted = 0;
  private rejected = 0;
  private readonly problems = new Set<string>();

  constructor(what: 'spans' | 'data points' | 'log records') {
    this.what = what;
  }

  /** @returns true where the item has no problem and is to be kept. */
  take(problem: string | null): boolean {
    if (this.accepted + this.rejected >= POINT_LIMIT) {
      throw new OtlpRefusal(413, `The request holds more than ${POINT_LIMIT} ${this.what}; send smaller batches.`);
    }
    if (problem === null) {
      this.accepted += 1;
      return true;
    }
    this.rejected += 1;
    this.problems.add(problem);
    return false;
  }

  decoded<Batch>(batch: Batch): Decoded<Batch> {
    const { accepted, rejected } = this;
    return { batch, accepted, rejected, errorMessage: [...this.problems].join('; ') };
  }
}
