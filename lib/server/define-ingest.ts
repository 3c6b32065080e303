import "server-only";
import { randomUUID } from "node:crypto";
import { type Actor, authorize } from "@/lib/auth/actor";
import type { Permission } from "@/lib/auth/permissions";
import { authenticateSource } from "@/lib/auth/source-token";
import type { CommandContext } from "@/lib/change-log/transact";
import { AppError, type ErrorCode } from "@/lib/core/app-error";
import { logError } from "@/lib/core/log";
import { type BodyRoom, bodyRoom, type Place } from "./body-room";
import { HTTP_STATUS } from "./http-status";
import { type IngestReply, replyOf } from "./ingest-reply";
import { type BodyBound, type BodyPace, readBody } from "./read-body";

/** What arrived: the bytes as they came, and what is said of them. */
export type Received = {
  readonly sourceId: string;
  readonly body: Uint8Array;
  readonly headers: Headers;
  readonly query: URLSearchParams;
  /** What stands in the address: `[source]`, `[index]`. */
  readonly place: Readonly<Record<string, string>>;
};

/** Why nothing was taken, with the status that makes a sender do what helps: send again, or not. */
export type Refusal = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly status: number;
};

export type IngestEndpoint = {
  /** What a body may be, by its Content-Encoding and its first bytes. */
  readonly boundOf: (encoding: string | null, start: Uint8Array) => BodyBound;
  readonly take: (ctx: CommandContext, received: Received) => Promise<IngestReply>;
  readonly refuse: (refusal: Refusal, headers: Headers) => IngestReply;
};

type IngestSpec = IngestEndpoint & {
  permission: Permission;
  /** For tests: another way to know who asks, another room, another pace. */
  authenticate?: (request: Request) => Promise<Actor>;
  room?: BodyRoom;
  pace?: BodyPace;
};

/** Next says undefined where nothing in the address varies. */
type Context = { params: Promise<Readonly<Record<string, string>> | undefined> };

/**
 * The one doorway for machines that push: authenticate, authorise, hold the address to the source of the token, read within
 * bounds, take in, answer. No stranger's megabyte is read. Whatever goes wrong here is a 503, which senders answer by sending
 * again, and never a 500, on which they drop what they have.
 */
export function defineIngest(spec: IngestSpec) {
  return async (request: Request, { params }: Context): Promise<Response> => {
    let place: Place | undefined;
    let isWhole = false;
    try {
      const actor = await (spec.authenticate ?? authenticateSource)(request);
      authorize(actor, spec.permission);
      const address = (await params) ?? {};
      assertOwnAddress(actor, address);
      place = (spec.room ?? roomOfProcess()).enter(actor.id);
      const encoding = request.headers.get("content-encoding");
      const boundOf = (start: Uint8Array) => spec.boundOf(encoding, start);
      const body = await readBody(request, place, { boundOf, pace: spec.pace ?? PACE });
      isWhole = true;
      const ctx = { actor, now: new Date(), requestId: randomUUID() };
      const query = new URL(request.url).searchParams;
      const { headers } = request;
      const received = { sourceId: actor.id, body, headers, query, place: address };
      return replyOf(await spec.take(ctx, received));
    } catch (error) {
      return refused(spec, { request, isWhole }, error);
    } finally {
      place?.leave();
    }
  };
}

const MIB = 1_024 * 1_024;

const ROOM = {
  requests: 256,
  requestsOfOne: 64,
  heldBytes: 192 * MIB,
  workBytes: 192 * MIB,
  patienceMs: 15_000,
} as const;

const PACE = { graceMs: 10_000, bytesPerSecond: 16_384, wholeMs: 120_000 } as const;

declare global {
  var countersignBodyRoom: BodyRoom | undefined;
}

// Next may load a module twice, and there is one memory.
function roomOfProcess(): BodyRoom {
  globalThis.countersignBodyRoom ??= bodyRoom(ROOM);
  return globalThis.countersignBodyRoom;
}

function assertOwnAddress(actor: Actor, { source }: Readonly<Record<string, string>>): void {
  if (source === undefined || source === actor.id) return;
  const message =
    "This address belongs to another source than the token. Check both in Settings, Sources.";
  throw new AppError("forbidden", message);
}

const RETRY_SECONDS = { throttled: "5", unavailable: "30" } as const;
const UNFORESEEN = "This could not be taken in now. Send it again a little later.";

/** Where it differs from other machines' doors: a source that is gone is one whose token is no more, and a body is bad, not invalid. */
const STATUS = { ...HTTP_STATUS, not_found: 401, conflict: 401, invalid_input: 400 } as const;

function refused(
  spec: IngestSpec,
  { request, isWhole }: { request: Request; isWhole: boolean },
  error: unknown,
): Response {
  const { code, message } =
    error instanceof AppError ? error : new AppError("unavailable", UNFORESEEN);
  const isForeseen = error instanceof AppError;
  // A body that came too slowly, or not to its end, is its sender's affair.
  if (!isForeseen || (isWhole && code === "unavailable")) {
    logError("push.failed", error, { code, foreseen: isForeseen });
  }
  const status = STATUS[code];
  const reply = spec.refuse({ code, message, status }, request.headers);
  return replyOf({ ...reply, headers: { ...headersOf(code, status), ...reply.headers } });
}

function headersOf(code: ErrorCode, status: number): Record<string, string> {
  if (code === "throttled" || code === "unavailable") return { "Retry-After": RETRY_SECONDS[code] };
  return status === 401 ? { "WWW-Authenticate": 'Bearer realm="countersign"' } : {};
}
