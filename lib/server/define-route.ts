import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { type Actor, authorize } from "@/lib/auth/actor";
import type { Permission } from "@/lib/auth/permissions";
import type { CommandContext } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { errorReply } from "./http-status";

type RouteSpec<Body, Reply> = {
  authenticate: (request: Request) => Promise<Actor>;
  permission: Permission;
  maxBytes: number;
  /** Turns the bytes into what the schema reads; JSON unless said otherwise. Errors: invalid_input. */
  decode?: (text: string, request: Request) => unknown;
  body: z.ZodType<Body>;
  run: (ctx: CommandContext, body: Body) => Promise<Reply>;
  /** The status of a reply, where it is not always 200. */
  status?: (reply: Reply) => number;
};

/** The one doorway for machine callers: authenticate, authorise, read within bounds, parse, run. */
export function defineRoute<Body, Reply>(spec: RouteSpec<Body, Reply>) {
  return async (request: Request): Promise<Response> => {
    try {
      const actor = await spec.authenticate(request);
      authorize(actor, spec.permission);
      const text = await boundedText(request, spec.maxBytes);
      const body = spec.body.safeParse((spec.decode ?? parseJson)(text, request));
      if (!body.success) throw new AppError("invalid_input", explain(body.error));
      const ctx = { actor, now: new Date(), requestId: randomUUID() };
      const reply = await spec.run(ctx, body.data);
      return Response.json(reply, { status: spec.status?.(reply) ?? 200 });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return errorReply(error.code, error.message);
    }
  };
}

// A declared length can lie or be absent, so the bytes are counted as they come.
async function boundedText(request: Request, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new AppError("too_large", `Send at most ${maxBytes} bytes at once.`);
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch (cause) {
    throw new AppError("invalid_input", { message: "The body is not UTF-8 text.", cause });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid_input", { message: "The body is not JSON.", cause });
  }
}

function explain(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
}
