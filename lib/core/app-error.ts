/** Every reason a person can be given. The doors turn it into a status or a message. */
export type ErrorCode =
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "invalid_input"
  | "too_large"
  | "throttled"
  | "unavailable";

/** One field of a record that somebody else changed meanwhile, in words ready to show. */
export type ConflictField = {
  readonly field: string;
  readonly label: string;
  readonly mine: string;
  readonly theirs: string;
  /** What the form's field holds once theirs is taken, where that is not the text shown: an id, a list. */
  readonly theirsValue?: string | readonly string[];
};

type Says = {
  message: string;
  cause?: unknown;
  /** What is wrong with which field, as a sentence that says what to do. */
  fieldErrors?: Readonly<Record<string, readonly string[]>>;
  /** Both versions, where two people edited the same record. */
  conflict?: readonly ConflictField[];
};

/** An outcome the product expects and can explain to a person. Anything else is a bug. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fieldErrors: Readonly<Record<string, readonly string[]>>;
  readonly conflict: readonly ConflictField[];

  constructor(code: ErrorCode, says: string | Says) {
    const { message, fieldErrors = {}, conflict = [], ...options } = asSays(says);
    super(message, options);
    this.name = "AppError";
    this.code = code;
    this.fieldErrors = fieldErrors;
    this.conflict = conflict;
  }

  // Next.js may load a module twice, and what one copy throws the other must know for what it is.
  static override [Symbol.hasInstance](value: unknown): value is AppError {
    return value instanceof Error && value.name === "AppError";
  }
}

function asSays(says: string | Says): Says {
  return typeof says === "string" ? { message: says } : says;
}
