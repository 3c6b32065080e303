// The columns of JSON of a removal, read back. What somebody wrote there by SQL and cannot be verifies nothing.
import { z } from "zod";
import type { Expected, RemediationProof } from "../remediation-view";

const texts = z.array(z.string());
const where = {
  principals: texts,
  server: z.string().nullable(),
  operations: texts,
  environment: z.string().nullable(),
};

const expected = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("gone"), ...where }),
  z.object({ kind: z.literal("ends"), at: z.string(), ...where }),
  z.object({
    kind: z.literal("remaining"),
    ...{ principals: texts, server: z.string(), remaining: texts, environment: z.string() },
  }),
  z.object({
    kind: z.literal("owner"),
    subject: z.enum(["agent", "key", "server"]),
    ...{ id: z.string(), newOwner: z.string() },
  }),
  z.object({ kind: z.literal("roles"), personId: z.string(), without: texts }),
  z.object({ kind: z.literal("rights"), role: z.string(), without: texts }),
  z.object({
    kind: z.literal("ended"),
    subject: z.enum(["token", "source-token", "standard-change", "key"]),
    id: z.string(),
  }),
]) satisfies z.ZodType<Expected>;

/** What must be so; null where the row says nothing that could be. */
export function readExpected(stored: unknown): Expected | null {
  return expected.nullable().catch(null).parse(stored);
}

const call = z.object({ index: z.string(), at: z.string(), outcome: z.string() });

const after = z.union([
  z.object({
    ...{ sourceId: z.string(), policyId: z.string(), version: z.number(), statedAt: z.string() },
  }),
  z.object({ register: z.string(), at: z.string() }),
]);

const negative = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("denied-call"), index: z.string(), at: z.string() }),
  z.object({ kind: z.literal("policy"), policyId: z.string(), at: z.string() }),
  z.object({
    kind: z.literal("test"),
    ...{ at: z.string(), how: z.string(), answer: z.string(), byId: z.string() },
  }),
]);

const proof = z.object({
  before: z.object({ snapshot: z.string(), n: z.number().nullable() }),
  changes: z.array(z.object({ id: z.string(), action: z.string(), at: z.string() })),
  after: after.nullable(),
  negative: negative.nullable(),
  exposure: z.object({
    ...{ calls: z.number(), from: z.string(), to: z.string() },
    examples: z.array(call),
  }),
}) satisfies z.ZodType<RemediationProof>;

const NO_PROOF: RemediationProof = {
  before: { snapshot: "", n: null },
  changes: [],
  after: null,
  negative: null,
  exposure: { calls: 0, from: "", to: "", examples: [] },
};

/** The five proofs as far as they are there. */
export function readProof(stored: unknown): RemediationProof {
  const read = proof.safeParse(stored);
  return read.success ? read.data : NO_PROOF;
}
