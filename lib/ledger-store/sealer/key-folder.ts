// ledger.md §6, Keys: what those who sign are handed. The keys themselves are read in signing.ts alone.
import type { NoteSigner } from "@/lib/ledger/note";
import type { Log } from "@/lib/ledger/origin";

/** Whether the keys belong to a user of their own, or whoever runs the web server can read them as well. */
export type KeySeparation = "process" | "user";

/** Signs for both logs. `directory`: where the keys lie, and what the sealer writes down beside them. */
export type Signer = {
  readonly directory: string;
  readonly separation: KeySeparation;
  /** The key in `<log>.pem`, as a vkey. Errors: unavailable (no key, or one that others can read). */
  vkey(log: Log): Promise<string>;
  /** Who signs with these vkeys, in their order. Errors: unavailable (one of them is not in the folder). */
  signersOf(log: Log, vkeys: readonly string[]): Promise<readonly NoteSigner[]>;
};

/** The same for whoever makes keys. A seed is 32 random bytes. All of it may be repeated after a crash. */
export type KeyFolder = Signer & {
  has(log: Log): Promise<boolean>;
  /** Makes `<log>.pem` where there is none. Answers the vkey of the key that is there then. */
  make(log: Log, seed: Uint8Array): Promise<string>;
  /** Makes `<log>.next.pem` where there is none. Answers its vkey. */
  makeNext(log: Log, seed: Uint8Array): Promise<string>;
  /** The key of `<log>.next.pem` becomes that of `<log>.pem`; the one before it stays as `<log>.<id>.pem`. */
  adoptNext(log: Log): Promise<void>;
};
