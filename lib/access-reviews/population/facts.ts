// What a population is made of, as the tables hold it. Instants are milliseconds since 1970: they are compared by the thousand.
import { z } from "zod";
import type { ServerPlace } from "@/lib/core/server-places";
import { serverPlace } from "@/lib/core/server-places";

const ms = z.number();
const id = z.string();
const places = z
  .array(z.unknown())
  .transform((all): ServerPlace[] =>
    all.flatMap((one) => {
      const read = serverPlace.safeParse(one);
      return read.success ? [read.data] : [];
    }),
  )
  .catch([]);

const key = z.object({
  ...{ id, publicId: z.string(), names: z.array(z.string()), label: z.string(), kind: z.string() },
  ...{ agentId: id.nullable(), personId: id.nullable(), serverId: id.nullable(), ownerId: id },
  ...{ purpose: z.string(), environment: z.string(), issuedAt: ms, activatedAt: ms.nullable() },
  ...{ expiresAt: ms.nullable(), revokedAt: ms.nullable() },
});
const agent = z.object({
  ...{ id, slug: z.string(), name: z.string(), purpose: z.string(), status: z.string() },
  ...{ ownerId: id, sponsorId: id.nullable(), risk: z.string().nullable() },
});
const server = z.object({
  ...{ id, slug: z.string(), name: z.string(), ownerId: id, deputyId: id.nullable() },
  ...{ inScope: z.boolean(), retiredAt: ms.nullable(), places },
});
const operation = z.object({
  ...{ id, serverId: id, name: z.string(), meaning: z.string(), access: z.string().nullable() },
  ...{ dataClasses: z.array(z.string()), retiredAt: ms.nullable(), hash: z.string().nullable() },
});
/** `told`: the change log tells all that the grant says of itself (SCN-01). */
const grant = z.object({
  ...{ id, keyId: id, serverId: id, operationId: id.nullable(), environment: z.string() },
  ...{ purpose: z.string(), kind: z.string(), definitionHash: z.string().nullable() },
  ...{ fromAt: ms, until: ms.nullable(), endedAt: ms.nullable(), requestId: id.nullable() },
  ...{ requestedById: id, approvedById: id, approvedAt: ms, told: z.boolean() },
  measures: z.string().nullable(),
});
const enforced = z.object({
  ...{ sourceId: z.string(), principal: z.string(), server: z.string(), operation: z.string() },
  ...{ environment: z.string(), conditions: z.string(), fromAt: ms },
});
/** What a source ever said anything about. */
const cover = z.object({ sourceId: z.string(), server: z.string(), environment: z.string() });
const source = z.object({
  ...{ id: z.string(), name: z.string(), enabled: z.boolean(), statedAt: ms.nullable() },
  ...{ policyId: id.nullable(), version: z.number().nullable(), lines: z.number() },
});
const person = z.object({
  id,
  roles: z.array(z.string()),
  active: z.boolean(),
  joined: z.boolean(),
});
const token = z.object({
  ...{ id, kind: z.enum(["token", "source-token"]), name: z.string(), detail: z.string() },
  ...{ grants: z.array(z.string()), ownerId: z.string().nullable(), madeById: z.string() },
  ...{ madeAt: ms, expiresAt: ms.nullable() },
});
const standard = z.object({
  ...{ id, title: z.string(), reason: z.string(), environments: z.array(z.string()) },
  ...{ access: z.array(z.string()), dataClasses: z.array(z.string()), serverIds: z.array(id) },
  ...{ maxDays: z.number(), requestId: id, requestedById: id, approvedById: id, approvedAt: ms },
  ...{ expiresAt: ms, given: z.number() },
});

export const FACTS = {
  ...{ keys: z.array(key), agents: z.array(agent), servers: z.array(server) },
  ...{ operations: z.array(operation), grants: z.array(grant), enforced: z.array(enforced) },
  ...{ covers: z.array(cover), sources: z.array(source), people: z.array(person) },
  ...{ tokens: z.array(token), standards: z.array(standard) },
  texts: z.array(z.string()),
} as const;

export type KeyFact = Readonly<z.infer<typeof key>>;
export type AgentFact = Readonly<z.infer<typeof agent>>;
export type ServerFact = Readonly<z.infer<typeof server>>;
export type OperationFact = Readonly<z.infer<typeof operation>>;
export type GrantFact = Readonly<z.infer<typeof grant>>;
export type EnforcedFact = Readonly<z.infer<typeof enforced>>;
export type CoverFact = Readonly<z.infer<typeof cover>>;
export type SourceFact = Readonly<z.infer<typeof source>>;
export type PersonFact = Readonly<z.infer<typeof person>>;
export type TokenFact = Readonly<z.infer<typeof token>>;
export type StandardFact = Readonly<z.infer<typeof standard>>;

/** Calls of one name of a caller for one name of a thing. `used` and `denied` are of the period, `lastAt` of all time. */
export type UseFact = {
  readonly agent: string;
  readonly credential: string;
  readonly server: string;
  readonly operation: string;
  readonly environment: string;
  readonly used: number;
  readonly denied: number;
  readonly lastAt: number | null;
};

/** All as of one instant: one statement of PostgreSQL reads everything but the calls. */
export type Facts = {
  readonly keys: readonly KeyFact[];
  readonly agents: readonly AgentFact[];
  readonly servers: readonly ServerFact[];
  readonly operations: readonly OperationFact[];
  readonly grants: readonly GrantFact[];
  readonly enforced: readonly EnforcedFact[];
  readonly covers: readonly CoverFact[];
  /** Ids of keys with a grant, and names of whom a gateway lets through: of all, whatever the scope is. */
  readonly holders: readonly string[];
  readonly principals: readonly string[];
  readonly sources: readonly SourceFact[];
  readonly people: readonly PersonFact[];
  readonly tokens: readonly TokenFact[];
  readonly standards: readonly StandardFact[];
};
