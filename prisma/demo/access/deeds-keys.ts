import { DAY_MS } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { activateKey } from "@/lib/keys/commands/activate-key";
import { askException } from "@/lib/keys/commands/ask-exception";
import { finishRotation, proveByTest } from "@/lib/keys/commands/prove-rotation";
import { registerKey } from "@/lib/keys/commands/register-key";
import { revokeKey } from "@/lib/keys/commands/revoke-key";
import { startRotation } from "@/lib/keys/commands/start-rotation";
import {
  askExceptionInput,
  proveByTestInput,
  rotationInput,
  startRotationInput,
} from "@/lib/keys/rotation-schema";
import { activateKeyInput, registerKeyInput, revokeKeyInput } from "@/lib/keys/schema";
import { sha256 } from "@/lib/ledger/crypto";
import { instantOf, type Moment } from "../calendar";
import type { PersonKey } from "../people";
import { asPerson, type Deed, personId } from "../stage";
import { decideOpen } from "./deeds-decisions";
import { serverOf } from "./deeds-servers";
import { type DemoKey, gatewayOf } from "./keys";

/** Its owner writes a key down that was issued then, and says that it can be used. */
export function registersKey(key: DemoKey, issued: Moment): Deed {
  return async (stage, at) => {
    const ctx = await asPerson(stage, key.owner, at);
    const { id: keyId } = await registerKey(
      ctx,
      registerKeyInput.parse({
        ...credentialOf(key, instantOf(stage.now, issued)),
        ...{ kind: key.kind, purpose: key.purpose, environment: key.environment },
        issuerPolicy: key.issuerPolicy ?? "",
        ownerId: personId(stage, key.owner),
        agentId: key.agent ? await agentId(key.agent) : "",
        serverId: key.server ? (await serverOf(key.server)).id : "",
        personId: key.person ? personId(stage, key.person) : "",
      }),
    );
    await activateKey(ctx, activateKeyInput.parse({ keyId, activatedAt: "" }));
  };
}

/** A new key takes the place of another, which stays in use for so many days. */
export function beginsRotation(
  by: PersonKey,
  [oldId, next]: readonly [string, DemoKey],
  { reason, note, overlapDays }: { reason: string; note: string; overlapDays: number },
): Deed {
  return async (stage, at) => {
    const ctx = await asPerson(stage, by, at);
    const { newKeyId } = await startRotation(
      ctx,
      startRotationInput.parse({
        ...credentialOf(next, at),
        ...{ oldKeyId: (await keyOf(oldId)).id, reason, note, ticket: "", dependants: "" },
        performedById: ctx.actor.id,
        overlapEndsAt: new Date(at.getTime() + overlapDays * DAY_MS).toISOString(),
      }),
    );
    await activateKey(ctx, activateKeyInput.parse({ keyId: newKeyId, activatedAt: "" }));
  };
}

/** The old key is disabled, shown to the gateway, and refused. */
export function endsRotation(by: PersonKey, oldId: string, how: string): Deed {
  return async (stage, at) => {
    const ctx = await asPerson(stage, by, at);
    await revokes(by, oldId, "Rotated: another key has taken its place.")(stage, at);
    const old = await keyOf(oldId);
    const rotation = await read().keyRotation.findFirst({ where: { oldKeyId: old.id } });
    const rotationId = rotation?.id ?? "";
    const test = { rotationId, at: at.toISOString(), status: "401", how };
    await proveByTest(ctx, proveByTestInput.parse(test));
    await finishRotation(ctx, rotationInput.parse({ rotationId }));
  };
}

export function revokes(by: PersonKey, publicId: string, reason: string): Deed {
  return async (stage, at) => {
    const { id: keyId } = await keyOf(publicId);
    const form = { keyId, reason, revokedAt: "", typedId: publicId };
    await revokeKey(await asPerson(stage, by, at), revokeKeyInput.parse(form));
  };
}

/** A key may be older than the rule says, because somebody without a part in it agrees. */
export function asksToKeepKey(
  by: PersonKey,
  publicId: string,
  { reason, measures, days }: { reason: string; measures: string; days: number },
): Deed {
  return async (stage, at) => {
    const until = new Date(at.getTime() + days * DAY_MS).toISOString();
    const { id: keyId } = await keyOf(publicId);
    const form = { keyId, reason, measures, until };
    await askException(await asPerson(stage, by, at), askExceptionInput.parse(form));
  };
}

export function agreesToKeepKey(who: PersonKey, publicId: string, note: string): Deed {
  return async (stage, at) => {
    const { id: subjectId } = await keyOf(publicId);
    await decideOpen(stage, at, who, { subjectKind: "key", subjectId, note });
  };
}

/** A key of the story by its public id. */
export async function keyOf(publicId: string) {
  const key = await read().key.findUnique({ where: { publicId } });
  if (!key) throw new Error(`demo: no key ${publicId}`);
  return key;
}

async function agentId(slug: string): Promise<string> {
  const agent = await read().agent.findUnique({ where: { slug }, select: { id: true } });
  if (!agent) throw new Error(`demo: no agent ${slug}`);
  return agent.id;
}

function credentialOf({ publicId, label, kind }: DemoKey, issuedAt: Date) {
  const isIdentity = kind === "workload-identity";
  return {
    ...{ publicId, label, expiresAt: "" },
    names: namesOf(publicId).join("\n"),
    algorithm: isIdentity ? "ES256 token" : "HMAC-SHA256, 256 bit",
    store: isIdentity ? "None: issued by the build cluster" : "Vault, path agents",
    issuedAt: issuedAt.toISOString(),
  };
}

// LiteLLM writes the hash of a key, and its name beside it.
function namesOf(publicId: string): string[] {
  if (gatewayOf(publicId) !== "llm-proxy") return [];
  return [Buffer.from(sha256(new TextEncoder().encode(publicId))).toString("hex")];
}
