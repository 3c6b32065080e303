import { z } from "zod";
import { matrixAsked } from "@/app/(dashboard)/access-matrix/wish";
import { exportMatrix } from "@/lib/access-matrix/matrix/export-matrix";
import { defineDownload } from "@/lib/server/define-download";

/** The cells as the filters in the address show them, as CSV, Excel or PDF. */
export const GET = defineDownload({
  permission: "matrix:export",
  input: z
    .object({ format: z.enum(["csv", "xlsx", "pdf"]) })
    .catchall(z.union([z.string(), z.array(z.string())])),
  run: async (ctx, { format, ...asked }) => {
    const { wish, params } = matrixAsked(asked, ctx.now);
    const { sort, dir } = params;
    return await exportMatrix(ctx, { format, wish, sort: { sort, dir } });
  },
});
