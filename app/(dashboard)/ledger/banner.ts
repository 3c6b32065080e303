import type { BannerShown } from "@/components/ledger/ledger-banner";
import { type Actor, can } from "@/lib/auth/actor";
import { ledgerAlarms } from "@/lib/server/ledger-health";

const PLAIN =
  "The ledger is not sealed at the moment. What is recorded now is kept; those who run this server can see why.";

/** What every page says of the ledger: the fault itself to those who may look at it, to others that there is one. */
export async function ledgerBanner(actor: Actor): Promise<BannerShown> {
  const { alarms } = await ledgerAlarms();
  const [worst, ...more] = alarms;
  if (!worst) return { says: "", href: "", grave: false };
  const grave = worst.kind === "store" || worst.kind === "halted";
  if (!can(actor, "ledger:status")) return { says: PLAIN, href: "", grave };
  const others =
    more.length === 0 ? "" : ` And ${more.length} more ${more.length === 1 ? "alarm" : "alarms"}.`;
  return { says: `${worst.what}${others}`, href: "/ledger", grave };
}
