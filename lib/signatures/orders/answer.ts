// Runs in the process of the sealer, which alone holds the keys: answers what the web asked to have signed.
import "server-only";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { utf8 } from "@/lib/ledger/bytes";
import { askAuthority } from "@/lib/ledger-store/sealer/authority";
import type { Keeper } from "../keeper-parts";
import { toBase64url } from "../pure/base64url";
import { parseSignatureManifest } from "../pure/manifest";
import { PAYLOAD_SIZE, type SealOrderKind } from "./kinds";

/** What tokens are asked for with: a nonce is 8 bytes; `tsaUrl` null where no authority is configured. */
export type TokenParts = {
  readonly tsaUrl: string | null;
  readonly nonce: () => Uint8Array;
  readonly note: (what: string, error: unknown) => void;
};

type Order = NonNullable<Awaited<ReturnType<ReturnType<typeof read>["sealOrder"]["findUnique"]>>>;
type Answer =
  | { readonly state: "done"; readonly result: Uint8Array; readonly keyName: string }
  | { readonly state: "failed"; readonly message: string };

const AT_ONCE = 20;

/** Answers the orders for the server's keys that wait, the oldest first. Errors: the database's. */
export function answerKeyOrders(keeper: Keeper, ctx: CommandContext): Promise<void> {
  return answerWaiting(["sign-off", "pack", "document"], ctx, (order, kind, payload) => {
    switch (kind) {
      case "sign-off":
        return signOff(order, payload, keeper, ctx.now);
      case "pack":
        return sealed(kind, payload, keeper);
      case "document":
        return {
          state: "done",
          result: keeper.signDocument(payload),
          keyName: keeper.certificate.fingerprint,
        };
      case "time-stamp":
        return null;
      default:
        return kind satisfies never;
    }
  });
}

/** Has an authority date what waits for it. What it does not date now is asked for again, for a week. Errors: the database's. */
export function answerTokenOrders(parts: TokenParts, ctx: CommandContext): Promise<void> {
  return answerWaiting(["time-stamp"], ctx, (_, __, payload) => dated(payload, parts));
}

type Answering = (
  order: Order,
  kind: SealOrderKind,
  payload: Uint8Array,
) => Answer | null | Promise<Answer | null>;

async function answerWaiting(
  kinds: readonly SealOrderKind[],
  ctx: CommandContext,
  answering: Answering,
): Promise<void> {
  const waiting = await read().sealOrder.findMany({
    where: { state: "waiting", kind: { in: [...kinds] } },
    orderBy: [{ askedAt: "asc" }, { id: "asc" }],
    take: AT_ONCE,
  });
  for (const order of waiting) {
    const kind = kinds.find((known) => known === order.kind);
    if (kind === undefined) continue;
    const payload = new Uint8Array(order.payload);
    const answer = objectionTo(order, kind, ctx.now) ?? (await answering(order, kind, payload));
    if (answer !== null) await write(order, answer, ctx);
  }
}

function objectionTo(order: Order, kind: SealOrderKind, now: Date): Answer | null {
  if (order.payload.length !== PAYLOAD_SIZE) {
    return { state: "failed", message: "The server's key signs 32 bytes and nothing else." };
  }
  const isLate = now.getTime() - order.askedAt.getTime() > LASTS_MS[kind];
  return isLate ? { state: "failed", message: "It was asked too long ago. Ask again." } : null;
}

function sealed(kind: "sign-off" | "pack", payload: Uint8Array, keeper: Keeper): Answer {
  return { state: "done", result: keeper.seal(kind, payload), keyName: keeper.vkey };
}

// How long after it was asked an order is still answered.
const LASTS_MS: Readonly<Record<SealOrderKind, number>> = {
  "sign-off": 5 * MINUTE_MS,
  pack: HOUR_MS,
  document: HOUR_MS,
  "time-stamp": 7 * DAY_MS,
};

async function signOff(
  order: Order,
  payload: Uint8Array,
  keeper: Keeper,
  now: Date,
): Promise<Answer> {
  const objection = await objectionToSignOff(order, payload, now);
  return objection === null
    ? sealed("sign-off", payload, keeper)
    : { state: "failed", message: objection };
}

/** The keeper does not believe the web: it seals only the open challenge that a person who is active began with a password. */
async function objectionToSignOff(
  order: Order,
  payload: Uint8Array,
  now: Date,
): Promise<string | null> {
  const challenge = await read().signatureChallenge.findFirst({ where: { id: order.subjectId } });
  const manifest = challenge && parseSignatureManifest(utf8(challenge.manifest));
  const fits =
    challenge !== null &&
    manifest?.ok === true &&
    Buffer.compare(challenge.challenge, payload) === 0 &&
    manifest.value.method === "password" &&
    challenge.personId === order.askedById &&
    challenge.usedAt === null &&
    challenge.expiresAt > now;
  if (!fits)
    return "This is not an open signature by password of whoever asked. Begin to sign again.";
  const isActive = await read().person.count({
    where: { id: order.askedById, deactivatedAt: null },
  });
  return isActive === 1 ? null : "The account is closed, so nothing was signed.";
}

async function dated(
  payload: Uint8Array,
  { tsaUrl, nonce, note }: TokenParts,
): Promise<Answer | null> {
  if (tsaUrl === null) {
    return { state: "failed", message: "No time stamp authority is configured (LEDGER_TSA_URL)." };
  }
  try {
    const result = await askAuthority(payload, nonce(), tsaUrl);
    return { state: "done", result, keyName: tsaUrl };
  } catch (error) {
    note("signatures.token-failed", error);
    return null; // asked again in the next round
  }
}

async function write(order: Order, answer: Answer, ctx: CommandContext): Promise<void> {
  const { state } = answer;
  const data =
    answer.state === "done"
      ? { state, result: new Uint8Array(answer.result), keyName: answer.keyName }
      : { state, message: answer.message };
  await transact(ctx, async (tx, record) => {
    const [after] = await tx.sealOrder.updateManyAndReturn({
      where: { id: order.id, state: "waiting" },
      data: { ...data, answeredAt: ctx.now },
    });
    if (after === undefined) throw new Error("another process answered this order first");
    await record({
      action: "seal-order.answered",
      subjectId: order.id,
      before: shown(order),
      after: shown(after),
    });
  });
}

// Bytes as base64url. A CMS or a token may be long, and stands in the file it belongs to: its length is enough.
function shown({ payload, result, ...order }: Order) {
  const isShort = result !== null && result.length <= 64;
  return {
    ...order,
    payload: toBase64url(payload),
    result: isShort ? toBase64url(result) : null,
    resultBytes: result?.length ?? null,
  };
}
