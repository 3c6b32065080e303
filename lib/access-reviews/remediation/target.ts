// What a removal is about, matched against what gateways and callers write: pure.
import { bareOperation, type NamedPlace, nameKey } from "@/lib/core/server-places";
import type { Expected } from "../remediation-view";
import { EVERY_OPERATION } from "./expected";

/** Access that is to be gone, or to be no wider. `id`: of the key or agent; "" of an unknown name. Names in small letters. */
export type Target = {
  readonly kind: string;
  readonly id: string;
  readonly names: ReadonlySet<string>;
  /** The id of a registered server, or a name; null: any. */
  readonly server: string | null;
  readonly environment: string | null;
  /** What must be gone, in small letters; `*`: all but what is kept. */
  readonly operations: readonly string[];
  /** What a reduce leaves; null: it is none. */
  readonly remaining: readonly string[] | null;
};

type AccessExpected = Extract<Expected, { kind: "gone" | "ends" | "remaining" }>;

/** `also`: what the principal is called by now, beside the names it had when it was reviewed. */
export function targetOf(expected: AccessExpected, also: readonly string[]): Target {
  const [first = "", ...names] = expected.principals;
  const at = first.indexOf(":");
  return {
    kind: first.slice(0, at),
    id: first.slice(at + 1),
    names: new Set([...names, ...also].map(nameKey).filter((name) => name !== "")),
    server: expected.server,
    environment: expected.environment,
    operations:
      expected.kind === "remaining" ? [EVERY_OPERATION] : expected.operations.map(nameKey),
    remaining: expected.kind === "remaining" ? expected.remaining.map(nameKey) : null,
  };
}

/** A name of a server → what it stands for. */
export type ServerNames = ReadonlyMap<string, NamedPlace>;

type Place = { readonly server: string; readonly environment: string };

/** Whether words of a gateway or a caller mean the server and environment of the target. Where none is said, it may be meant. */
export function isPlaceOf(target: Target, { server, environment }: Place, servers: ServerNames) {
  const known = servers.get(nameKey(server));
  const sameServer =
    target.server === null ||
    server === EVERY_OPERATION ||
    known?.serverId === target.server ||
    nameKey(server) === nameKey(target.server);
  const said = nameKey(environment) || (known?.environment ?? "");
  return (
    sameServer &&
    (target.environment === null ||
      said === "" ||
      said === EVERY_OPERATION ||
      said === nameKey(target.environment))
  );
}

/** An operation as it is written, without its server, in small letters. */
export function operationKey(server: string, operation: string): string {
  return nameKey(bareOperation(server, operation));
}

/** Whether what somebody may call, or called, is what must be gone. `kept`: operations that other grants allow by name. */
export function isForbidden(target: Target, pattern: string, kept: ReadonlySet<string>): boolean {
  if (target.remaining !== null) return !target.remaining.includes(pattern) && !kept.has(pattern);
  return target.operations.some((operation) =>
    isWild(operation)
      ? isWithin(operation, pattern) && !kept.has(pattern)
      : covers(pattern, operation),
  );
}

// `*` at its end stands for any text.
function covers(pattern: string, operation: string): boolean {
  return isWild(pattern) ? operation.startsWith(pattern.slice(0, -1)) : pattern === operation;
}

// Of two patterns it is enough that some operation is in both.
function isWithin(wild: string, pattern: string): boolean {
  return covers(wild, pattern) || (isWild(pattern) && covers(pattern, wild.slice(0, -1)));
}

const isWild = (text: string) => text.endsWith(EVERY_OPERATION);
