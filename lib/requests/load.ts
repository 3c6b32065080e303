import "server-only";
import type { Actor } from "@/lib/auth/actor";
import type { Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { visibleRequests } from "./visible";

/** One request inside a command, if the actor may see it. Errors: not_found. */
export async function loadRequest(tx: Tx, actor: Actor, id: string) {
  const request = await tx.request.findFirst({ where: { AND: [{ id }, visibleRequests(actor)] } });
  if (!request) throw new AppError("not_found", "No such request.");
  return request;
}
export type StoredRequest = Awaited<ReturnType<typeof loadRequest>>;
