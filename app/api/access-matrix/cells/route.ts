import { z } from "zod";
import { matrixAsked } from "@/app/(dashboard)/access-matrix/wish";
import { matrixCells } from "@/lib/access-matrix/matrix/queries-matrix";
import { defineDownload } from "@/lib/server/define-download";

/** The cells of the picture, as the filters in the address show them: the bytes of cells-view.ts. Nothing is taken out, so nothing is recorded. */
export const GET = defineDownload({
  permission: "matrix:read",
  input: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  run: async ({ actor, now }, asked) => ({
    fileName: "access-matrix.cells",
    mediaType: "application/octet-stream",
    bytes: await matrixCells(actor, matrixAsked(asked, now).wish),
  }),
});
