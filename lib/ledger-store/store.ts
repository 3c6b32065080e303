// ledger.md §7: where the evidence lies. Create-if-absent is the only write (L3); only the sweep removes.

/** One check of a probe, as a sentence for whoever runs the server. */
export type ProbeCheck = { readonly name: string; readonly ok: boolean; readonly detail: string };

/** How far a store keeps evidence from being removed: what an export says of it. */
export type StorageMode = "memory" | "fs" | "s3-governance" | "s3-compliance";

/** What a start-up probe found. `ok` is false as soon as one check is. */
export type ProbeReport = {
  readonly mode: StorageMode;
  readonly place: string;
  readonly ok: boolean;
  readonly checks: readonly ProbeCheck[];
};

/** One stored object; `size` in bytes. */
export type Listed = { readonly key: string; readonly size: number };

/** What lies behind a key. The oldest version is the object; `until` and `held` say how long it cannot be removed. */
export type Inspection = {
  readonly versions: readonly string[];
  readonly markers: readonly string[];
  readonly until: Date | null;
  readonly held: boolean;
};

/** Bytes [offset, offset + length) of an object. */
export type ByteRange = { readonly offset: number; readonly length: number };

/**
 * Promises of every store:
 * - create: durable when it resolves. Rejects with OutcomeUnknown, and then the same bytes may be created again; with
 *   AppError unavailable, and then there is no such object. Of racing creates of one key exactly one answers "created".
 * - read: the oldest version, null where there is none. Sees every create that has resolved, whoever made it.
 * - list: keys that start with `prefix` and sort after `after`, ascending by their bytes.
 * - retain only extends. remove reads again to be sure; on a store with locks it is refused while one lasts.
 */
export type Store = {
  create(key: string, bytes: Uint8Array, until?: Date): Promise<"created" | "exists">;
  read(key: string, range?: ByteRange): Promise<Uint8Array | null>;
  list(prefix: string, after?: string): AsyncIterable<Listed>;
  retain(key: string, until: Date): Promise<void>;
  hold(key: string, on: boolean): Promise<void>;
  inspect(key: string): Promise<Inspection>;
  remove(key: string): Promise<{ gone: boolean }>;
  probe(): Promise<ProbeReport>;
};

/** A create that may or may not have happened: a timeout, a reset, a server error after the request had left. */
export class OutcomeUnknown extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "OutcomeUnknown";
  }
}

const KEY = /^[a-z0-9][a-z0-9.-]*(?:\/[a-z0-9][a-z0-9.-]*)*$/;

/** Refuses a key that could leave the store or mean two places. Errors: Error, as keys are made by us alone. */
export function assertStoreKey(key: string): void {
  if (!KEY.test(key)) throw new Error(`no key of a ledger store: ${key}`);
}
