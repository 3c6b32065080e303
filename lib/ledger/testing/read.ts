import type { Read } from "../verdict";

/** The value of a read that must succeed. Errors: the verdict, in words. */
export function must<T>(read: Read<T>): T {
  if (read.ok) return read.value;
  throw new Error(`${read.reason}: ${read.detail}`);
}

/** Why a read or check failed, or "holds". */
export function reasonOf(verdict: Read<unknown> | { readonly ok: true }): string {
  return verdict.ok ? "holds" : verdict.reason;
}
