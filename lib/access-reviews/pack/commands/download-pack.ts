import "server-only";
import { readFile } from "node:fs/promises";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { env } from "@/lib/core/env";
import { read } from "@/lib/db/read";
import { toHex } from "@/lib/ledger/bytes";
import { sha256 } from "@/lib/ledger/crypto";
import { nullWhereMissing } from "@/lib/ledger-store/fs-errors";
import type { Download } from "@/lib/server/define-download";
import { getReview } from "../../prepare/queries";
import { packPath } from "../pack-file";
import { packSnapshot } from "../pack-record";
import type { PackInput } from "../schema";

/**
 * Hands out the ZIP of a pack and records that it was taken. It is compared with its recorded hash first, so a file that somebody
 * edited on disk does not leave. Errors: not_found (also: of a review that is not theirs), conflict (not made, gone, another file).
 */
export async function downloadPack(ctx: CommandContext, { id }: PackInput): Promise<Download> {
  const pack = await read().reviewPack.findUnique({ where: { id } });
  if (!pack) throw new AppError("not_found", "There is no such pack.");
  await getReview(ctx.actor, pack.reviewId);
  if (pack.fileName === null || pack.sha256 === null) {
    throw new AppError("conflict", "This pack is not made yet.");
  }
  const path = packPath(env().DATA_DIR, pack.id, pack.sha256);
  const bytes = await readFile(path).catch(nullWhereMissing);
  if (bytes === null) {
    throw new AppError(
      "conflict",
      "The file of this pack is no longer on the server. Ask for the pack again.",
    );
  }
  if (toHex(sha256(bytes)) !== pack.sha256) {
    throw new AppError(
      "conflict",
      "The file on the server is not the pack that was made: its hash differs. Nothing was handed out. Tell whoever runs this server, and ask for the pack again.",
    );
  }
  const taken = packSnapshot(pack);
  await transact(ctx, (_tx, record) =>
    record({ action: "review-pack.downloaded", subjectId: id, before: taken, after: taken }),
  );
  return { fileName: pack.fileName, mediaType: "application/zip", bytes };
}
