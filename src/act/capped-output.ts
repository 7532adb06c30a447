import type { OutputChunk } from './outcome.ts';
import { Redactor } from './redactor.ts';

interface OutputReceiver {
  readonly redact: readonly string[];
  now(): number;
  onOutput(chunk: OutputChunk): void;
}

/** Both streams of one command, masked, up to a limit; then one notice, and only counting. */
export class CappedOutput {
  bytes = 0;
  truncated = false;
  private readonly limitBytes: number;
  private readonly receiver: OutputReceiver;
  private readonly redactors: Readonly<Record<OutputChunk['stream'], Redactor>>;

  constructor(limitBytes: number, receiver: OutputReceiver) {
    this.limitBytes = limitBytes;
    this.receiver = receiver;
    this.redactors = { stdout: new Redactor(receiver.redact), stderr: new Redactor(receiver.redact) };
  }

  add(stream: OutputChunk['stream'], bytes: Buffer): void {
    const room = Math.max(0, this.limitBytes - this.bytes);
    this.bytes += bytes.length;
    if (room > 0) this.pass(stream, this.redactors[stream].push(bytes.subarray(0, room)));
    if (bytes.length <= room || this.truncated) return;
    this.truncated = true;
    this.pass('stderr', `\n[output beyond ${this.limitBytes} bytes is not kept]\n`);
  }

  end(): void {
    for (const stream of ['stdout', 'stderr'] as const) this.pass(stream, this.redactors[stream].end());
  }

  private pass(stream: OutputChunk['stream'], text: string): void {
    if (text !== '') this.receiver.onOutput({ stream, text, at: this.receiver.now() });
  }
}
