// What a line lets somebody do, in words that need no register beside them (REV-05).
import { ACCESS_CLASS_MEANS, accessClassOf } from "@/lib/core/access-classes";
import { type Cell, EVERY } from "./cells";

type Subject = Pick<Cell, "principal" | "server" | "operation" | "environment">;

/** `parts`: how many operations a wildcard stands for today. */
export function accessMeaning(
  { principal, server, operation, environment }: Subject,
  parts: number,
  enforced: "yes" | "no" | "unknown",
): string {
  const who = principal.agent?.name ?? principal.key?.label ?? `Somebody called ${principal.text}`;
  const where = environment === null ? "in an environment that nobody stated" : `in ${environment}`;
  const place = server.id === EVERY ? "every server" : server.text;
  const may = enforced === "no" ? "is granted to call" : "can call";
  return [
    `${who} ${may} ${whatOf(operation.text, parts)} of ${place} ${where}.`,
    ...effectOf({ server, operation }),
  ].join(" ");
}

function whatOf(text: string, parts: number): string {
  if (text === EVERY) {
    return parts > 0 ? `all ${parts} operations and any added later` : "every operation";
  }
  if (text.endsWith(EVERY)) return `every operation that begins with ${text.slice(0, -1)}`;
  return text;
}

function effectOf({ server, operation }: Pick<Subject, "server" | "operation">): string[] {
  const known = operation.operation;
  if (!known) {
    const wide = operation.text.endsWith(EVERY) || server.id === EVERY;
    return wide ? [] : ["Nobody registered this operation, so nobody can say what it does."];
  }
  const access = accessClassOf(known.access);
  const meaning = known.meaning.trim();
  if (meaning !== "") return [meaning.endsWith(".") ? meaning : `${meaning}.`];
  return [access ? ACCESS_CLASS_MEANS[access] : "Nobody has classified what it does."];
}
