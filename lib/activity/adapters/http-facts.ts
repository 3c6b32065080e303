// What several senders log of HTTP in the same way: a status, headers by name, and who forwarded a request.
import { isJsonObject } from "@/lib/ledger/json-shape";
import { type DraftFields, derived, type Sourced } from "../record/draft";
import type { Outcome } from "../record/fields";
import { memberOf, type Picker } from "../record/pick";
import { addressFields } from "../record/values";

/** What a status says of a call that failed; null for one that does not say that it failed for a reason of its own. */
export function failureOfStatus(status: number): Outcome | null {
  if (status === 401 || status === 403) return "denied";
  if (status === 408 || status === 504) return "timeout";
  return status >= 500 && status <= 599 ? "transport_error" : null;
}

/** A header, whatever the case of its name; of a list of values the first. */
export function headerOf(headers: Picker | undefined, name: string): Sourced<string> | undefined {
  if (!headers || !isJsonObject(headers.value)) return undefined;
  const found = Object.keys(headers.value).find((one) => one.toLowerCase() === name);
  if (found === undefined) return undefined;
  return headers.text(memberOf(found)) ?? headers.text(`${memberOf(found)}/0`);
}

/** Rule g: as many hops of X-Forwarded-For as are trusted are taken off its end; without one it says nothing. */
export function clientFields(
  peer: Sourced<string> | undefined,
  forwarded: Sourced<string> | undefined,
  trustedHops: number,
): DraftFields {
  const hop = trustedHops > 0 ? forwarded?.value.split(",").at(-trustedHops)?.trim() : undefined;
  const claimed = hop === undefined ? {} : addressFields(derived(forwarded, hop), "xff");
  return "client.address" in claimed ? claimed : addressFields(peer, null);
}
