import type { Expected } from "../remediation-view";
import type { SnapshotLine } from "../snapshot-view";

/** A line as a removal knows it: of the snapshot, or of the delta (which has no number). */
export type RemovedLine = Omit<SnapshotLine, "n">;

export const REMEDIATION_KINDS = ["revoke", "reduce", "until", "transfer"] as const;
export type RemediationKind = (typeof REMEDIATION_KINDS)[number];

/** What was decided: `until` of a keep-until, `remaining` (ids of parts) of a reduce, `newOwner` of a transfer. */
export type RemovalWish = {
  readonly kind: RemediationKind;
  readonly until: string | null;
  readonly remaining: readonly string[];
  readonly newOwner: string | null;
};

/** The operation of a wildcard. */
export const EVERY_OPERATION = "*";

/** What the data must show for what was decided of a line. `names`: what gateways call its principal, beside its id. */
export function expectedOf(
  line: RemovedLine,
  wish: RemovalWish,
  names: readonly string[],
): Expected {
  if (wish.kind === "transfer") return ownerOf(line, wish.newOwner ?? "");
  if (wish.kind === "until") return { ...goneOf(line, names), kind: "ends", at: wish.until ?? "" };
  const kept = wish.kind === "reduce" ? wish.remaining : [];
  switch (line.kind) {
    case "access":
      return wish.kind === "reduce" ? remainingOf(line, kept, names) : goneOf(line, names);
    case "person":
      return { kind: "roles", personId: bareId(line), without: partsBeside(line, kept) };
    case "role":
      return { kind: "rights", role: bareId(line), without: partsBeside(line, kept) };
    case "key":
      return { kind: "ended", subject: "key", id: bareId(line) };
    case "token": {
      const subject = isSourceToken(line) ? "source-token" : "token";
      return { kind: "ended", subject, id: bareId(line) };
    }
    case "standard-change":
      return { kind: "ended", subject: "standard-change", id: bareId(line) };
    default:
      return line.kind satisfies never;
  }
}

/** The id of a principal without its kind in front of it: `key:<uuid>` is `<uuid>`. */
export function bareId({ principal: { kind, id } }: Pick<RemovedLine, "principal">): string {
  return id.startsWith(`${kind}:`) ? id.slice(kind.length + 1) : id;
}

/** Whether our own register can say until when it lasts, so that there is something to do before that day. */
export function canBeScheduled(line: RemovedLine): boolean {
  if (line.kind === "access") return line.principal.kind === "key" && line.grants.length > 0;
  return line.kind === "token" || line.kind === "standard-change" || line.kind === "key";
}

function goneOf(line: RemovedLine, names: readonly string[]): Extract<Expected, { kind: "gone" }> {
  return {
    kind: "gone",
    principals: principalsOf(line, names),
    server: serverOf(line),
    operations: line.operation ? [line.operation.name] : [EVERY_OPERATION],
    environment: line.environment,
  };
}

// A gateway's `*` is any server.
function serverOf({ server }: RemovedLine): string | null {
  if (server === null || server.name === EVERY_OPERATION) return null;
  return server.id ?? server.name;
}

function remainingOf(line: RemovedLine, kept: readonly string[], names: readonly string[]) {
  const remaining = line.parts.filter(({ id }) => kept.includes(id)).map(({ name }) => name);
  return {
    kind: "remaining",
    principals: principalsOf(line, names),
    server: line.server?.id ?? line.server?.name ?? "",
    remaining: remaining.sort(),
    environment: line.environment ?? "",
  } as const;
}

function principalsOf(line: RemovedLine, names: readonly string[]): string[] {
  const { kind } = line.principal;
  return [...new Set([`${kind}:${bareId(line)}`, ...names])];
}

// A line without parts is one role or right, named in its detail.
function partsBeside(line: RemovedLine, kept: readonly string[]): string[] {
  if (line.parts.length === 0) return [line.principal.detail];
  return line.parts
    .filter(({ id }) => !kept.includes(id))
    .map(({ id }) => id)
    .sort();
}

// An agent's line goes with its agent; a key that belongs to none goes by itself.
function ownerOf(line: RemovedLine, newOwner: string): Expected {
  const id = bareId(line);
  if (line.kind === "access" && line.agent) {
    return { kind: "owner", subject: "agent", id: line.agent.id, newOwner };
  }
  if (line.principal.kind === "key") return { kind: "owner", subject: "key", id, newOwner };
  return { kind: "owner", subject: "server", id: line.server?.id ?? id, newOwner };
}

function isSourceToken({ principal }: RemovedLine): boolean {
  return principal.kind === "source-token";
}
