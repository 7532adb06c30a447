/** How one step ended. `interrupted` is decided by the shell when it finds a step whose process died. */
export type StepState = 'succeeded' | 'failed' | 'timed-out' | 'cancelled' | 'interrupted' | 'refused';

/** Whether a step ran with its own process tree and a read-only system around it. */
export type Sandbox = 'bubblewrap' | 'none';

export interface StepOutcome {
  readonly state: StepState;
  /** null where no process ended by itself. */
  readonly exitCode: number | null;
  readonly sandbox: Sandbox;
  readonly durationMs: number;
  /** Bytes that the command wrote, also those past the limit. */
  readonly outputBytes: number;
  readonly outputTruncated: boolean;
  /** One sentence for a person. */
  readonly message: string;
}

export interface OutputChunk {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}
