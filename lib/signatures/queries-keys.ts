import "server-only";
import { type Actor, authorize } from "@/lib/auth/actor";
import { read } from "@/lib/db/read";
import type { ServerKeysView } from "./view";

const MOST = 50;

/** The public halves of the server's own keys, those in use first. Errors: forbidden. */
export async function listServerKeys(actor: Actor): Promise<ServerKeysView> {
  authorize(actor, "ledger:status");
  const [seals, certificates] = await Promise.all([
    read().sealKey.findMany({ orderBy: [{ since: "desc" }, { vkey: "asc" }], take: MOST }),
    read().documentCertificate.findMany({
      orderBy: [{ since: "desc" }, { fingerprint: "asc" }],
      take: MOST,
    }),
  ]);
  return {
    seals: seals.map(({ vkey, since, replacedAt }) => ({
      vkey,
      since: since.toISOString(),
      replacedAt: replacedAt?.toISOString() ?? null,
    })),
    certificates: certificates.map(
      ({ origin, validFrom, validUntil, since, replacedAt, ...row }) => ({
        ...row,
        isSelfSigned: origin === "self-signed",
        validFrom: validFrom.toISOString(),
        validUntil: validUntil.toISOString(),
        since: since.toISOString(),
        replacedAt: replacedAt?.toISOString() ?? null,
      }),
    ),
  };
}
