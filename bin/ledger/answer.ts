/** Exit code of a command that did what it was asked and found something that does not fit. */
export const DIFFERENCES_FOUND = 3;

/** Exit code for a command line that says nothing a command understands (sysexits.h, EX_USAGE). */
export const USAGE = 64;

/** What a command answers: `text` for people, `data` for programs. */
export type Answer = {
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly exitCode?: typeof DIFFERENCES_FOUND;
};
