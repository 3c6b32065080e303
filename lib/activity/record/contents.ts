// gateway-logs §4, row 24 and 25: how much was passed and answered, of what kind, and whether two calls passed the same. The
// reply itself is not kept.
import { canonicalJson, type Json } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";
import { keyedHash, type TokenKey } from "../redaction/token";
import { type DraftFields, derived, fieldsOf, type Sourced } from "./draft";

/** What there is to say of the arguments. What the sender counted itself stays. */
export function argumentFacts(fields: DraftFields, key: TokenKey): DraftFields {
  const passed = fields["gen_ai.tool.call.arguments"];
  if (!passed) return {};
  const text = canonicalJson(passed.value);
  const count = isJsonObject(passed.value) ? Object.keys(passed.value).length : null;
  return {
    ...fieldsOf({
      arguments_hmac: derived(passed, keyedHash(key, "arguments", text)),
      arguments_bytes: derived(passed, Buffer.byteLength(text)),
      arguments_count: count === null ? undefined : derived(passed, count),
    }),
    ...fields,
  };
}

/** What there is to say of a reply. */
export function resultFacts(result: Sourced | undefined, key: TokenKey): DraftFields {
  if (!result) return {};
  const text = canonicalJson(result.value);
  const summary = {
    bytes: Buffer.byteLength(text),
    hmac: keyedHash(key, "result", text),
    content_types: contentTypes(result.value),
  };
  return fieldsOf({ result_summary: derived(result, summary) });
}

/** The kinds of content of a CallToolResult, or of the list that is its content. */
function contentTypes(result: Json): string[] {
  const content: Json | undefined = isJsonObject(result) ? result.content : result;
  if (!Array.isArray(content)) return [];
  const types = content.flatMap((item: Json) =>
    isJsonObject(item) && typeof item.type === "string" ? [item.type] : [],
  );
  return [...new Set(types)].sort();
}
