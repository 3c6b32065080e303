import "server-only";
import { read } from "@/lib/db/read";

const TOLD_MAX = 200_000;

/** What people were already told, as `<key id> <about>`. */
export async function noticesTold(): Promise<ReadonlySet<string>> {
  const told = await read().keyNotice.findMany({
    select: { keyId: true, about: true },
    orderBy: [{ keyId: "asc" }, { about: "asc" }],
    take: TOLD_MAX,
  });
  return new Set(told.map(({ keyId, about }) => `${keyId} ${about}`));
}
