// House rule 28: what we are asked to write and may not is refused with one of these codes. Reading never throws: see verdict.ts.

/** Why bytes cannot be written, or a stream of bytes not be read on. */
export type LedgerErrorCode =
  | "not_json" // the value has no canonical form, or exceeds the limits of an entry
  | "too_large" // longer than the format allows
  | "malformed" // a name, key, instant or text that no reader would accept
  | "out_of_range" // an index, size or level that the tree does not have
  | "unreadable"; // a stream of hostile bytes that cannot be decoded; the verifier turns it into `framing`

type Says = { readonly message: string; readonly cause: unknown };

/** The only error this room throws. The message says what and where. */
export class LedgerError extends Error {
  readonly code: LedgerErrorCode;

  constructor(code: LedgerErrorCode, says: string | Says) {
    const { message, ...options } = typeof says === "string" ? { message: says } : says;
    super(message, options);
    this.name = "LedgerError";
    this.code = code;
  }
}
