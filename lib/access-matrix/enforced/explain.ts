// CHG-02: what explains a difference between two policies of a gateway: the grant that stood or ended. Pure.
import { bareOperation, type NamedPlace, nameKey } from "@/lib/core/server-places";
import type { LineVerdict, Side } from "./enforced-labels";

/** A line that came in or went, at the instant of the policy. Names as the gateway gave them. */
export type Difference = {
  readonly id: string;
  readonly side: Side;
  readonly principal: string;
  readonly server: string;
  readonly operation: string;
  readonly environment: string;
  readonly conditions: string;
};

export type KnownGrant = {
  readonly id: string;
  readonly keyId: string;
  readonly serverId: string;
  readonly operationId: string | null;
  readonly environment: string;
  readonly fromAt: Date;
  readonly until: Date | null;
  readonly endedAt: Date | null;
  readonly requestId: string | null;
  readonly endRequestId: string | null;
};

export type Registry = {
  /** Keys behind a name in small letters: of the key itself, or of an agent all of them. Empty list: an agent without keys. */
  readonly keysByName: ReadonlyMap<string, readonly string[]>;
  readonly servers: ReadonlyMap<string, NamedPlace>;
  /** Operations of a server by their id, with their names. */
  readonly operations: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** By key and server, `<keyId> <serverId>`. */
  readonly grants: ReadonlyMap<string, readonly KnownGrant[]>;
};

export type Explained = Difference & {
  readonly verdict: LineVerdict;
  readonly grantId: string | null;
  readonly requestId: string | null;
};

/** What explains a line as of the instant at which it came in or went. */
export function explain(line: Difference, registry: Registry, at: Date): Explained {
  const keys = registry.keysByName.get(nameKey(line.principal));
  if (keys === undefined) {
    const verdict = line.side === "added" ? "unknown-principal" : "never-granted";
    return { ...line, verdict, grantId: null, requestId: null };
  }
  const grants = grantsOf(line, keys, registry);
  return line.side === "added" ? cameIn(line, grants, at) : went(line, grants, at);
}

function cameIn(line: Difference, grants: readonly KnownGrant[], at: Date): Explained {
  const stood = grants.find((grant) => isInForce(grant, at));
  if (stood) return because(line, "granted", stood, stood.requestId);
  const [later] = grants
    .filter(({ fromAt }) => fromAt > at)
    .toSorted((a, b) => a.fromAt.getTime() - b.fromAt.getTime());
  return later
    ? because(line, "granted-later", later, later.requestId)
    : because(line, "not-granted", null, null);
}

function went(line: Difference, grants: readonly KnownGrant[], at: Date): Explained {
  const stands = grants.find((grant) => isInForce(grant, at));
  if (stands) return because(line, "still-granted", stands, stands.requestId);
  const [last] = grants
    .filter(({ fromAt }) => fromAt <= at)
    .toSorted((a, b) => endOf(b) - endOf(a));
  return last
    ? because(line, "ended", last, last.endRequestId)
    : because(line, "never-granted", null, null);
}

function because(
  line: Difference,
  verdict: LineVerdict,
  grant: KnownGrant | null,
  requestId: string | null,
): Explained {
  return { ...line, verdict, grantId: grant?.id ?? null, requestId };
}

/** Granted at T ⇔ fromAt ≤ T < the earlier of its end and its date. */
export function isInForce(
  grant: Pick<KnownGrant, "fromAt" | "until" | "endedAt">,
  at: Date,
): boolean {
  return grant.fromAt <= at && at.getTime() < endOf(grant);
}

function endOf({ until, endedAt }: Pick<KnownGrant, "until" | "endedAt">): number {
  return Math.min(until?.getTime() ?? Infinity, endedAt?.getTime() ?? Infinity);
}

function grantsOf(
  line: Difference,
  keys: readonly string[],
  { servers, operations, grants }: Registry,
): KnownGrant[] {
  const place = servers.get(nameKey(line.server));
  if (!place) return [];
  const environment = line.environment || (place.environment ?? "");
  const names = operations.get(place.serverId) ?? new Map<string, string>();
  const called = [bareOperation(line.server, line.operation), line.operation].map(nameKey);
  return keys
    .flatMap((keyId) => grants.get(`${keyId} ${place.serverId}`) ?? [])
    .filter((grant) => nameKey(grant.environment) === nameKey(environment))
    .filter(({ operationId }) => {
      if (operationId === null) return true;
      // A line for many operations is explained by no grant for one of them.
      return (
        !line.operation.endsWith("*") && called.includes(nameKey(names.get(operationId) ?? ""))
      );
    });
}
