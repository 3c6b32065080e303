import { slugFrom } from "@/lib/core/slug";
import { RESERVED_SLUGS } from "./labels";
import { SLUG_MAX } from "./limits";

/** The short name of an agent of this name. "agent" where nothing is left of it. */
export function agentSlugFrom(name: string): string {
  return slugFrom(name, { noun: "agent", max: SLUG_MAX, reserved: RESERVED_SLUGS });
}
