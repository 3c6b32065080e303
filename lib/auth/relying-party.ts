import "server-only";
import { env } from "@/lib/core/env";

/** COSE: EdDSA and ES256 only, so that every signature also verifies offline (design.md §7). */
export const PASSKEY_ALGORITHMS = [-8, -7];

/** The name and id under which browsers keep passkeys of this installation, and the address they may be used at. */
export function relyingParty(): { name: string; id: string; origin: string } {
  const { hostname, origin } = new URL(env().baseUrl);
  return { name: "Countersign", id: hostname, origin };
}
