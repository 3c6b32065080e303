import { z } from "zod";
import { findAnything } from "@/app/(dashboard)/search";
import { defineLookup } from "@/lib/server/define-lookup";

/** Anything by name, id, hash or act; each kind only to whoever may read it. */
export const GET = defineLookup({
  permission: "overview:read",
  input: z.object({ q: z.string().max(200, "Search for at most 200 characters.").default("") }),
  run: async (actor, { q }) => ({ results: await findAnything(actor, q.trim()) }),
});
