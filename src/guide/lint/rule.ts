import type { Edit, FindingSeverity, Place } from './finding.ts';
import type { LintedGuide } from './linted-guide.ts';

/** One rule: what it finds, why that hurts, and the examples that its test and its page are made from. */
export interface Rule {
  readonly id: string;
  readonly severity: FindingSeverity;
  /** What the rule finds, as one sentence. */
  readonly finds: string;
  /** What happens in operation when it stays as it is. */
  readonly why: string;
  /** Set where `--fix` mends it: what the fix does. */
  readonly fixes?: string;
  /** Nothing is found unless the caller asks, because it needs more than the guide. */
  readonly needs?: 'today' | 'files' | 'path';
  readonly failing: readonly FailingExample[];
  readonly passing: readonly Example[];
  readonly find: (guide: LintedGuide) => Iterable<Fault>;
}

export interface Example {
  readonly guide: string;
  /** ISO date that stands for today. */
  readonly today?: string;
  /** Files that exist beside the guide. */
  readonly files?: readonly string[];
  /** Commands on the PATH. */
  readonly path?: readonly string[];
}

export interface FailingExample extends Example {
  /** The words of the guide that the finding points at. */
  readonly words: string;
  /** The guide after `--fix`. */
  readonly fixed?: string;
}

/** What a rule returns; the engine adds the rule's name and severity. */
export interface Fault {
  readonly place: Place;
  readonly message: string;
  readonly understood: string;
  readonly wayOut: string;
  readonly fix?: readonly Edit[];
}
