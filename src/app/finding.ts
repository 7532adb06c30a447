/** A command found something that a script should stop at: exit status 1. */
export class Finding extends Error {}
