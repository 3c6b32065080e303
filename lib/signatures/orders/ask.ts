import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { CommandContext, Recorder, Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import { toBase64url } from "../pure/base64url";
import { PAYLOAD_SIZE, type SealOrderKind } from "./kinds";

/** `payload`: the challenge of a sign-off, the SHA-256 of a pack's manifest.json, of the signed bytes of a PDF, of a signature.json. */
export type SealWish = {
  readonly kind: SealOrderKind;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly payload: Uint8Array;
};

/** Asks the keeper of the server's keys, who is another process, for a signature. Answers the id of the order. */
export async function askSeal(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { kind, subject, payload }: SealWish,
): Promise<string> {
  if (payload.length !== PAYLOAD_SIZE) throw new Error("a seal is asked for over 32 bytes");
  const order = await tx.sealOrder.create({
    data: {
      kind,
      subjectKind: subject.kind,
      subjectId: subject.id,
      payload: new Uint8Array(payload),
      askedById: ctx.actor.id,
      askedAt: ctx.now,
    },
  });
  const after = { ...order, payload: toBase64url(payload), result: null };
  await record({ action: "seal-order.asked", subjectId: order.id, before: null, after });
  return order.id;
}

const LOOK_EVERY_MS = 100;
const PATIENCE_MS = 20_000;

/** What the keeper answered: an Ed25519 signature, a CMS in DER, a TimeStampResp; and with which key. */
export type Sealed = { readonly bytes: Uint8Array; readonly keyName: string };

/** Waits for the answer to an order. Errors: unavailable (refused, in its words; nobody answered within 20 seconds). */
export async function awaitSeal(id: string, patienceMs = PATIENCE_MS): Promise<Sealed> {
  const until = performance.now() + patienceMs;
  while (performance.now() < until) {
    const order = await read().sealOrder.findUnique({ where: { id } });
    if (order?.state === "done" && order.result !== null) {
      return { bytes: new Uint8Array(order.result), keyName: order.keyName ?? "" };
    }
    if (order?.state === "failed") {
      throw new AppError("unavailable", order.message ?? "The server's key signed nothing.");
    }
    await sleep(LOOK_EVERY_MS);
  }
  throw new AppError(
    "unavailable",
    "The sealer, which holds the server's keys, has not answered. See that it runs, then try again.",
  );
}
