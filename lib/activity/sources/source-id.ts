import { slugFrom } from "@/lib/core/slug";
import { SOURCE_ID_MAX } from "./source-labels";
import { RESERVED_SOURCE_IDS } from "./source-schema";

/** The id of a source of this name. "source" where nothing is left of it. */
export function sourceIdFrom(name: string): string {
  return slugFrom(name, { noun: "source", max: SOURCE_ID_MAX, reserved: RESERVED_SOURCE_IDS });
}
