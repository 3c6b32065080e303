// What a gateway says it enforces, as lines that can be compared: read strictly, each once, and known by one hash.
import { setImmediate as nextTurn } from "node:timers/promises";
import { AppError } from "@/lib/core/app-error";
import { isStorable } from "@/lib/core/text";
import { canonicalJson } from "@/lib/ledger/canonical-json";
import { runningSha256 } from "@/lib/ledger/crypto";
import { CONDITIONS_MAX, FAULTS_SHOWN, LINES_MAX, NAME_MAX } from "./enforced-limits";

/** The lines of a policy as columns: line n is the n-th of each. `conditions` is canonical JSON; "" where there are none. */
export type PolicyLines = {
  readonly principal: readonly string[];
  readonly server: readonly string[];
  readonly operation: readonly string[];
  readonly environment: readonly string[];
  readonly conditions: readonly string[];
};

/** A policy ready to be compared. `hash`: SHA-256 over the RFC 8785 text of its lines, sorted. `repeated`: lines that stood there again. */
export type Policy = {
  readonly lines: PolicyLines;
  readonly count: number;
  readonly hash: string;
  readonly repeated: number;
};

type Line = Record<keyof PolicyLines, string>;

/** How many lines are read before others get a turn. */
const LINES_A_TURN = 10_000;

/**
 * A policy from what a sender wrote. All of it or nothing: a policy without its broken lines would say that they are not
 * enforced. Gives way to others while it reads. Errors: too_large; invalid_input, naming the first broken lines.
 */
export async function policyOf(given: readonly unknown[]): Promise<Policy> {
  if (given.length > LINES_MAX) {
    const most = LINES_MAX.toLocaleString("en");
    throw new AppError("too_large", `A policy holds at most ${most} lines; this one has more.`);
  }
  const columns = noLines();
  const texts = new Set<string>();
  const faults: string[] = [];
  for (const [at, one] of given.entries()) {
    if (at % LINES_A_TURN === 0) await nextTurn();
    const line = lineOf(one);
    if (typeof line === "string") faults.push(`line ${at + 1}: ${line}`);
    else keep(line, columns, texts);
    if (faults.length >= FAULTS_SHOWN) break;
  }
  if (faults.length > 0) throw new AppError("invalid_input", sentenceOf(faults));
  const hash = await hashOf([...texts]);
  return { lines: columns, count: texts.size, hash, repeated: given.length - texts.size };
}

function noLines(): Record<keyof PolicyLines, string[]> {
  return { principal: [], server: [], operation: [], environment: [], conditions: [] };
}

function keep(line: Line, columns: Record<keyof PolicyLines, string[]>, texts: Set<string>): void {
  const size = texts.size;
  texts.add(textOf(line));
  if (texts.size === size) return;
  columns.principal.push(line.principal);
  columns.server.push(line.server);
  columns.operation.push(line.operation);
  columns.environment.push(line.environment);
  columns.conditions.push(line.conditions);
}

// RFC 8785: members in the order of their names; JSON.stringify writes a text as §3.2.2.2 asks.
function textOf({ conditions, environment, operation, principal, server }: Line): string {
  const [c, e, o, p, s] = [conditions, environment, operation, principal, server].map((text) =>
    JSON.stringify(text),
  );
  return `{"conditions":${c},"environment":${e},"operation":${o},"principal":${p},"server":${s}}`;
}

async function hashOf(texts: string[]): Promise<string> {
  await nextTurn();
  texts.sort();
  const hash = runningSha256();
  const encoder = new TextEncoder();
  hash.update(encoder.encode("["));
  for (let from = 0; from < texts.length; from += LINES_A_TURN) {
    await nextTurn();
    const part = texts.slice(from, from + LINES_A_TURN).join(",");
    hash.update(encoder.encode(from === 0 ? part : `,${part}`));
  }
  hash.update(encoder.encode("]"));
  return Buffer.from(hash.digest()).toString("hex");
}

const NAMES = ["principal", "server", "operation", "environment"] as const;
const MEMBERS: readonly string[] = [...NAMES, "conditions"];

/** The line, or what is wrong with it. */
function lineOf(given: unknown): Line | string {
  if (!isMembers(given)) return "it is no object.";
  const odd = Object.keys(given).find((name) => !MEMBERS.includes(name));
  if (odd !== undefined) {
    return `nobody knows "${odd.slice(0, 40)}". What else a gateway says of a line goes into conditions.`;
  }
  const line = { principal: "", server: "", operation: "", environment: "", conditions: "" };
  for (const name of NAMES) {
    const value = given[name] ?? "";
    const fault = faultOf(name, value);
    if (typeof value !== "string" || fault !== null) return fault ?? `${name} is no text.`;
    line[name] = value.trim();
  }
  const conditions = conditionsOf(given.conditions);
  if (conditions === null) {
    return `conditions are no JSON that can be kept, or are longer than ${CONDITIONS_MAX} characters.`;
  }
  return { ...line, conditions };
}

function isMembers(given: unknown): given is Readonly<Record<string, unknown>> {
  return typeof given === "object" && given !== null && !Array.isArray(given);
}

function faultOf(name: (typeof NAMES)[number], value: unknown): string | null {
  if (typeof value !== "string") return `${name} is no text.`;
  const text = value.trim();
  if (text === "" && name !== "environment") return `${name} is missing.`;
  if (text.length > NAME_MAX) return `${name} is longer than ${NAME_MAX} characters.`;
  // The separator of the fields is one of them, so no two lines can be taken for each other.
  return isStorable(text) && !/\p{Cc}/u.test(text) ? null : `${name} holds a control character.`;
}

function conditionsOf(given: unknown): string | null {
  if (given === undefined || given === null || given === "") return "";
  try {
    const text = canonicalJson(given);
    if (text === "{}" || text === "[]") return "";
    return text.length <= CONDITIONS_MAX && isStorable(text) ? text : null;
  } catch {
    return null;
  }
}

function sentenceOf(faults: readonly string[]): string {
  const more = faults.length >= FAULTS_SHOWN ? " There may be more." : "";
  return `Nothing was taken in, as a policy counts only as a whole. ${faults.join(" ")}${more}`;
}
