/** The command line itself was wrong: the usage is shown under the sentence. */
export class UsageError extends Error {}
