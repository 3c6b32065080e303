import { z } from "zod";
import { type ServerPlace, serverPlace } from "@/lib/core/server-places";
import { canonicalJson } from "@/lib/ledger/canonical-json";
import { sha256 } from "@/lib/ledger/crypto";

const text = z.string();
const texts = z.array(text);

const documentOperation = z.object({
  ...{ id: text, name: text, meaning: text, access: text.nullable(), dataClasses: texts },
});

const documentServer = z.object({
  ...{ id: text, slug: text, name: text, purpose: text, provider: text, hosting: text },
  ...{ ownerId: text, deputyId: text.nullable(), dataClasses: texts, inScope: z.boolean() },
  ...{ scopeReason: text, contradictedBy: texts, places: z.array(serverPlace) },
  operations: z.array(documentOperation),
});

/** The scope document: every server in use with its operations and the decision on it, by id. */
export const scopeDocument = z.object({ servers: z.array(documentServer) });
export type ScopeDocument = z.infer<typeof scopeDocument>;
export type DocumentServer = ScopeDocument["servers"][number];
export type DocumentOperation = DocumentServer["operations"][number];

type Server = Omit<DocumentServer, "operations" | "places"> & {
  status: string;
  places: readonly ServerPlace[];
};
type Operation = DocumentOperation & { serverId: string; retiredAt: Date | null };

/** The document that a register makes: only what was decided, so that it stays the same while nobody decides anything. */
export function documentOf(register: {
  servers: readonly Server[];
  operations: readonly Operation[];
}): ScopeDocument {
  const living = register.operations.filter(({ retiredAt }) => retiredAt === null);
  const byServer = Map.groupBy(living, ({ serverId }) => serverId);
  const servers = register.servers
    .filter(({ status }) => status === "active")
    .map((server) => ({
      ...server,
      places: [...server.places],
      operations: (byServer.get(server.id) ?? []).sort(byId),
    }));
  // The schema leaves out whatever else a row holds.
  return scopeDocument.parse({ servers: servers.sort(byId) });
}

/** SHA-256 over the RFC 8785 text of the document, as 64 hex digits. */
export function documentHash(document: ScopeDocument): string {
  const bytes = new TextEncoder().encode(canonicalJson(document));
  return Buffer.from(sha256(bytes)).toString("hex");
}

/** How much it holds, in the words of a request. */
export function documentCounts({ servers }: ScopeDocument) {
  const inScope = servers.filter((server) => server.inScope).length;
  return {
    servers: servers.length,
    inScope,
    outOfScope: servers.length - inScope,
    operations: servers.reduce((sum, { operations }) => sum + operations.length, 0),
  };
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}
