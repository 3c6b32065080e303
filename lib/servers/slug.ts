import { slugFrom } from "@/lib/core/slug";
import { RESERVED_SLUGS } from "./labels";
import { SLUG_MAX } from "./limits";

/** The short name of a server of this name. "server" where nothing is left of it. */
export function serverSlugFrom(name: string): string {
  return slugFrom(name, { noun: "server", max: SLUG_MAX, reserved: RESERVED_SLUGS });
}
