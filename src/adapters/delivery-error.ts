/**
 * A notification that was not delivered. `permanent`: trying again cannot help (no such mailbox, a refused request);
 * otherwise the queue tries again.
 */
export class DeliveryError extends Error {
  override name = 'DeliveryError';
  readonly permanent: boolean;

  constructor(message: string, permanent: boolean, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.permanent = permanent;
  }
}
