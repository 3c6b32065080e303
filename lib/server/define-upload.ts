import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { authorize } from "@/lib/auth/actor";
import { currentActor } from "@/lib/auth/current-actor";
import type { Permission } from "@/lib/auth/permissions";
import type { CommandContext } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { env } from "@/lib/core/env";
import { errorReply } from "./http-status";
import { FOREIGN, isForeign } from "./request-guard";

type UploadSpec<Input, Reply> = {
  permission: Permission;
  maxBytes: number;
  /** What stands in the address: `[run]` and the query. */
  input: z.ZodType<Input>;
  run: (ctx: CommandContext, input: Input, bytes: Uint8Array) => Promise<Reply>;
};

type Context = { params: Promise<Readonly<Record<string, string>>> };

/**
 * The one doorway for parts of files that a page of ours sends: authenticate by session, authorise, read within bounds, parse the
 * address, run. No other site's page comes through, as a cookie alone opens nothing here.
 */
export function defineUpload<Input, Reply>(spec: UploadSpec<Input, Reply>) {
  return async (request: Request, { params }: Context): Promise<Response> => {
    try {
      if (isForeign(request.headers, env().baseUrl)) throw new AppError("forbidden", FOREIGN);
      const actor = await currentActor();
      authorize(actor, spec.permission);
      const query = Object.fromEntries(new URL(request.url).searchParams);
      const input = spec.input.safeParse({ ...query, ...(await params) });
      if (!input.success)
        throw new AppError("invalid_input", "This address names no part of a file.");
      const bytes = await boundedBytes(request, spec.maxBytes);
      const ctx = { actor, now: new Date(), requestId: randomUUID() };
      const reply = await spec.run(ctx, input.data, bytes);
      return Response.json(reply, { headers: { "Cache-Control": "no-store" } });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return errorReply(error.code, error.message);
    }
  };
}

// A declared length can lie or be absent, so the bytes are counted as they come.
async function boundedBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new AppError("too_large", `Send at most ${maxBytes} bytes at once.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
