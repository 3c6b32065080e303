import { proposeStandard } from "@/lib/access-matrix/commands/propose-standard";
import { requestAccess } from "@/lib/access-matrix/commands/request-access";
import { requestRemoval } from "@/lib/access-matrix/commands/request-removal";
import { requestWildcard } from "@/lib/access-matrix/commands/request-wildcard";
import {
  requestAccessInput,
  requestRemovalInput,
  requestWildcardInput,
} from "@/lib/access-matrix/grants/schema";
import { ACCESS_SUBJECT, accessSubject } from "@/lib/access-matrix/request-names";
import { proposeStandardInput } from "@/lib/access-matrix/standard/schema";
import { addDays, utcDay } from "@/lib/core/clock";
import { db } from "@/lib/db/client";
import { read } from "@/lib/db/read";
import type { PersonKey } from "../people";
import { asPerson, type Deed, personId } from "../stage";
import { decideOpen, deciderOf, openAbout } from "./deeds-decisions";
import { keyOf } from "./deeds-keys";
import { serverOf } from "./deeds-servers";

/** `server.operation`, as traffic writes it. */
export type Operation = `${string}.${string}`;

type Wish = {
  readonly key: string;
  readonly operations: readonly Operation[];
  readonly purpose: string;
  /** For how long, from then on. */
  readonly days: number;
};

/** Asks for access of a key, by the form. What the catalogue covers is granted at once. */
export function asksForAccess(who: PersonKey, wish: Wish): Deed {
  return async (stage, at) => {
    const form = {
      ...{ keyId: (await keyOf(wish.key)).id, purpose: wish.purpose },
      operationIds: await operationIds(wish.operations),
      until: utcDay(addDays(at, wish.days)),
      allowTest: "Called once in the lab with a test record: answered.",
      denyTest: "Called once with a key that has no grant: refused with 403.",
    };
    await requestAccess(await asPerson(stage, who, at), requestAccessInput.parse(form));
  };
}

/** Whoever the rules name decides what waits about a key, on each server. */
export function decidesAccess(publicId: string, note: string): Deed {
  return async (stage, at) => {
    for (const subjectId of await waitingFor(publicId)) {
      const open = await openAbout(ACCESS_SUBJECT, subjectId);
      if (!open) continue;
      const who = deciderOf(stage, open);
      await decideOpen(stage, at, who, { subjectKind: ACCESS_SUBJECT, subjectId, note });
    }
  };
}

/** Asks that all or some grants of a key end. */
export function asksForRemoval(
  who: PersonKey,
  { key, operations, reason }: { key: string; operations?: readonly Operation[]; reason: string },
): Deed {
  return async (stage, at) => {
    const { id: keyId } = await keyOf(key);
    const only = operations ? { operationId: { in: await operationIds(operations) } } : {};
    const grants = await read().grant.findMany({
      where: { keyId, endedAt: null, ...only },
      orderBy: [{ fromAt: "asc" }, { id: "asc" }],
      take: 100,
    });
    const form = { grantIds: grants.map(({ id }) => id), reason };
    await requestRemoval(await asPerson(stage, who, at), requestRemovalInput.parse(form));
  };
}

/** Asks for every operation of a server, by exception. */
export function asksForWildcard(
  who: PersonKey,
  wish: {
    key: string;
    server: string;
    purpose: string;
    reason: string;
    measures: string;
    days: number;
  },
): Deed {
  return async (stage, at) => {
    const { key, server, days, ...said } = wish;
    const form = {
      ...said,
      keyId: (await keyOf(key)).id,
      serverId: (await serverOf(server)).id,
      until: utcDay(addDays(at, days)),
    };
    await requestWildcard(await asPerson(stage, who, at), requestWildcardInput.parse(form));
  };
}

type Entry = {
  title: string;
  reason: string;
  environments: string[];
  access: string[];
  dataClasses: string[];
  maxDays: string;
  days: number;
};

/** Proposes an entry of the catalogue; `days`: how long it grants. */
export function proposesStandard(who: PersonKey, { days, ...entry }: Entry): Deed {
  return async (stage, at) => {
    const form = { ...entry, serverIds: [], expiresOn: utcDay(addDays(at, days)) };
    await proposeStandard(await asPerson(stage, who, at), proposeStandardInput.parse(form));
  };
}

/** Takes the newest proposal into the catalogue. */
export function adoptsStandard(who: PersonKey, note: string): Deed {
  return async (stage, at) => {
    const open = await read().request.findFirst({
      where: { subjectKind: "standard-change", status: "OPEN" },
      orderBy: { requestedAt: "desc" },
    });
    if (!open) throw new Error("demo: no standard change waits");
    const { subjectKind, subjectId } = open;
    await decideOpen(stage, at, who, { subjectKind, subjectId, note });
  };
}

/** Ids of operations, in the order given. */
export async function operationIds(operations: readonly Operation[]): Promise<string[]> {
  const ids: string[] = [];
  for (const each of operations) {
    const dot = each.indexOf(".");
    const [slug, name] = [each.slice(0, dot), each.slice(dot + 1)];
    const found = await read().operation.findFirst({ where: { name, server: { slug } } });
    if (!found) throw new Error(`demo: no operation ${each}`);
    ids.push(found.id);
  }
  return ids;
}

async function waitingFor(publicId: string): Promise<string[]> {
  const { id } = await keyOf(publicId);
  const servers = await read().server.findMany({ select: { id: true }, orderBy: { slug: "asc" } });
  return servers.map(({ id: serverId }) => accessSubject(id, serverId));
}

/** Somebody with the password of the database writes a grant, and nobody is asked: no change tells of it (SCN-01). */
export function writesGrantBehind(
  as: PersonKey,
  [publicId, operation]: readonly [string, Operation],
): Deed {
  return async (stage, at) => {
    const [operationId = ""] = await operationIds([operation]);
    const { id: keyId, environment } = await keyOf(publicId);
    const { id: serverId } = await serverOf(operation.slice(0, operation.indexOf(".")));
    const who = personId(stage, as);
    await db().grant.create({
      data: {
        ...{ keyId, serverId, operationId, environment, purpose: "Clean-up", kind: "normal" },
        ...{ fromAt: at, requestedById: who, requestedAt: at, approvedById: who, approvedAt: at },
      },
    });
  };
}
