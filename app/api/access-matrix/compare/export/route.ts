import { z } from "zod";
import { compareAsked } from "@/app/(dashboard)/access-matrix/compare/asked";
import { exportComparison } from "@/lib/access-matrix/matrix/export-matrix";
import { defineDownload } from "@/lib/server/define-download";

/** The cells that are not the same at the two instants of the address, as CSV, Excel or PDF. */
export const GET = defineDownload({
  permission: "matrix:export",
  input: z
    .object({ format: z.enum(["csv", "xlsx", "pdf"]) })
    .catchall(z.union([z.string(), z.array(z.string())])),
  run: async (ctx, { format, ...asked }) => {
    const { wish } = compareAsked(asked, ctx.now);
    return await exportComparison(ctx, { format, wish });
  },
});
