import "server-only";
import { env } from "@/lib/core/env";
import { software } from "@/lib/exports/software";
import { bundleParts } from "@/lib/ledger-store/bundles/parts";
import type { Ledger } from "@/lib/ledger-store/open-ledger";
import { installation } from "@/lib/settings/installation";
import type { PackParts } from "./make-pack";

/** What packs of this installation are made with. Errors: unavailable (no key of the ledger is known, no name yet), Error (verifiers not built). */
export async function packParts(
  opened: Pick<Ledger, "logs" | "probe">,
): Promise<Omit<PackParts, "signal">> {
  const { organisation } = await installation();
  const { version, commit } = software();
  return {
    ...{ dataDirectory: env().DATA_DIR, organisation },
    software: `Countersign ${version} (${commit})`,
    ledger: await bundleParts(opened, "governance"),
  };
}
