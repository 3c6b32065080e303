// What a sender may write and the ledger refuses (ledger.md §3.1): said in another way, so that no payload keeps its record out.
import { isUnsafeInteger, type Json } from "@/lib/ledger/canonical-json";

/** Levels below a member of a record: an entry of the ledger has 32 in all, four of them above. */
const MAX_DEPTH = 28;
const TOO_DEEP = "[redaction_failed:depth]";

/** The value, with numbers that a reader would change as their digits, and texts that are well-formed. */
export function storable(value: Json, depth = 0): Json {
  if (typeof value === "string") return value.toWellFormed();
  if (typeof value === "number") return isExact(value) ? value : String(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= MAX_DEPTH) return TOO_DEEP;
  if (isList(value)) return value.map((item) => storable(item, depth + 1));
  const members = Object.entries(value).map(
    ([name, member]) => [name.toWellFormed(), storable(member, depth + 1)] as const,
  );
  return Object.fromEntries(members);
}

function isExact(value: number): boolean {
  return Number.isFinite(value) && !isUnsafeInteger(JSON.stringify(value));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
