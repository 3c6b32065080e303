import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { authorize } from "@/lib/auth/actor";
import { currentActor } from "@/lib/auth/current-actor";
import type { Permission } from "@/lib/auth/permissions";
import type { CommandContext } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { env } from "@/lib/core/env";
import { queryOf } from "./define-lookup";
import { type Download, type FileDownload, fileReply } from "./file-reply";
import { errorReply } from "./http-status";
import { FOREIGN, isForeign } from "./request-guard";

export type { Download, FileDownload } from "./file-reply";

type DownloadSpec<Input> = {
  permission: Permission;
  input: z.ZodType<Input>;
  run: (ctx: CommandContext, input: Input) => Promise<Download | FileDownload>;
};

/**
 * The one doorway for files: authorise, parse the query, run the command. Taking evidence out is a change,
 * so, although it is a GET, no link or picture on another site's page can cause it.
 */
export function defineDownload<Input>(spec: DownloadSpec<Input>) {
  return async (request: Request): Promise<Response> => {
    try {
      if (isForeign(request.headers, env().baseUrl)) throw new AppError("forbidden", FOREIGN);
      const actor = await currentActor();
      authorize(actor, spec.permission);
      const input = queryOf(request, spec.input);
      const ctx = { actor, now: new Date(), requestId: randomUUID() };
      return fileReply(await spec.run(ctx, input), request);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return errorReply(error.code, error.message);
    }
  };
}
