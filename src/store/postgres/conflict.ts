/** A compare-and-set found that the row is no longer what was read. `Store.transaction` runs its work again. */
export class StateChanged extends Error {
  constructor(what: string) {
    super(`${what} was changed by somebody else meanwhile; try again.`);
    this.name = 'StateChanged';
  }
}
