import { z } from "zod";
import { ledgerBanner } from "@/app/(dashboard)/ledger/banner";
import { defineLookup } from "@/lib/server/define-lookup";

/** What the frame says of the ledger now, asked while a page is open. */
export const GET = defineLookup({
  permission: "overview:read",
  input: z.object({}),
  run: ledgerBanner,
});
