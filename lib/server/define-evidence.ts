import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { type Actor, authorize } from "@/lib/auth/actor";
import { currentActor } from "@/lib/auth/current-actor";
import { authenticateToken } from "@/lib/auth/machine-token";
import type { Permission } from "@/lib/auth/permissions";
import type { CommandContext } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { env } from "@/lib/core/env";
import { type Download, type FileDownload, fileReply } from "./file-reply";
import { errorReply } from "./http-status";
import { FOREIGN, isForeign } from "./request-guard";

type EvidenceSpec<Place> = {
  permission: Permission;
  /** What stands in the address: `[log]`, `[index]`. */
  place: z.ZodType<Place>;
  run: (ctx: CommandContext, place: Place) => Promise<Download | FileDownload>;
};

type Context = { params: Promise<Readonly<Record<string, string>>> };

const BAD_ADDRESS = 400;

/**
 * The one doorway for evidence by address, for people and machines alike: authenticate by token or session, authorise, parse
 * the address, answer the file. With a person's cookies no other site's page can ask for it, as reading leaves a change.
 */
export function defineEvidence<Place>(spec: EvidenceSpec<Place>) {
  return async (request: Request, { params }: Context): Promise<Response> => {
    try {
      const actor = await whoAsks(request);
      authorize(actor, spec.permission);
      const place = spec.place.safeParse(await params);
      if (!place.success) return errorReply("invalid_input", says(place.error), BAD_ADDRESS);
      const ctx = { actor, now: new Date(), requestId: randomUUID() };
      return fileReply(await spec.run(ctx, place.data), request);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return errorReply(error.code, error.message);
    }
  };
}

async function whoAsks(request: Request): Promise<Actor> {
  if (request.headers.has("authorization")) return await authenticateToken(request);
  if (isForeign(request.headers, env().baseUrl)) throw new AppError("forbidden", FOREIGN);
  return await currentActor();
}

function says(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
}
