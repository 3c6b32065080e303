// gateway-logs §4, row 3 and 4: a row that its sender writes again under the same id is another version of the same record.
import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "@/lib/ledger/canonical-json";
import { storable } from "./storable";

const DIGITS = 16;

/** What tells two contents apart, whatever the order of their members: 16 hex characters of a SHA-256. */
export function contentVersion(content: Json): string {
  const hash = createHash("sha256").update(canonicalJson(storable(content)));
  return hash.digest("hex").slice(0, DIGITS);
}
