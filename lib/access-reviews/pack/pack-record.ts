import type { Tx } from "@/lib/change-log/transact";

export type PackRecord = Awaited<ReturnType<Tx["reviewPack"]["findUniqueOrThrow"]>>;

/** A pack as a change record holds it. */
export function packSnapshot({ bytes, ...pack }: PackRecord) {
  return { ...pack, bytes: bytes === null ? null : Number(bytes) };
}
