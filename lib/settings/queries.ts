import "server-only";
import { type Actor, authorize } from "@/lib/auth/actor";
import { read } from "@/lib/db/read";

/** The adopted versions of a room's rules, newest first, at most 200. Errors: forbidden. */
export async function listPolicyVersions(actor: Actor, room: string) {
  authorize(actor, "policy:read");
  return read().policyVersion.findMany({
    where: { room },
    orderBy: { version: "desc" },
    take: 200,
  });
}
export type ListedPolicyVersion = Awaited<ReturnType<typeof listPolicyVersions>>[number];
