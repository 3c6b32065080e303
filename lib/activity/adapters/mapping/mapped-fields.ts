// gateway-logs §4: which kind of value each field takes that a mapping fills, and what follows from some of them.
import type { Json } from "@/lib/ledger/canonical-json";
import { isOneOf } from "@/lib/ledger/json-shape";
import { type DraftFields, derived, fieldsOf, type Sourced } from "../../record/draft";
import { type FieldName, OUTCOMES } from "../../record/fields";
import { pick } from "../../record/pick";
import { addressFields, callerFields, toolFields, userAgent } from "../../record/values";
import { argumentFields } from "../json-rpc";
import { foundAt, type Place } from "./look-up";
import { MAPPED_FIELDS, type Mapping } from "./mapping";

const isSource = isOneOf(["peer", "xff", "claimed"]);
const NUMBERS = new Set<FieldName>([
  ...(["client.port", "http.response.status_code", "duration_ms", "arguments_count"] as const),
]);
// What is not one of its words is no value of such a field.
const WORDS = new Map<FieldName, (json: Json | undefined) => boolean>([
  ["outcome", isOneOf(OUTCOMES)],
  ["caller.type", isOneOf(["user", "agent", "device", "credential", "anonymous", "unknown"])],
  ["client.address_source", isSource],
]);

export function mappedFields(mapping: Mapping, place: Place): DraftFields {
  const found = (name: (typeof MAPPED_FIELDS)[number]) => foundAt(place, mapping.fields[name]);
  const plain = MAPPED_FIELDS.map((name) => [name, readAs(name, found(name))] as const);
  const fields = fieldsOf(Object.fromEntries(plain));
  return {
    ...fields,
    ...callerFields({
      user: textOf(found("user.id")),
      credential: textOf(found("credential_id")),
      agent: textOf(found("gen_ai.agent.id")),
    }),
    ...fieldsOf({ "caller.type": fields["caller.type"] }),
    ...addressOf(textOf(found("client.address")), fields),
    ...toolOf(mapping, place, fields),
    ...argumentFields(found("gen_ai.tool.call.arguments")),
  };
}

/** A text that says something; a number is its digits. */
export function textOf(found: Sourced | undefined): Sourced<string> | undefined {
  const text = found && pick(found.value, found.path).text("");
  return text && found ? { ...text, state: found.state } : undefined;
}

// These are told with others that follow from them.
const TOLD_ELSEWHERE = new Set<FieldName>([
  ...(["user.id", "credential_id", "gen_ai.agent.id", "client.address"] as const),
  ...(["gen_ai.tool.name", "gen_ai.tool.call.arguments"] as const),
]);

function readAs(name: FieldName, found: Sourced | undefined): Sourced | undefined {
  if (!found || TOLD_ELSEWHERE.has(name)) return undefined;
  const at = pick(found.value, found.path);
  if (NUMBERS.has(name)) return withState(at.number(""), found);
  if (name === "arguments_truncated") return withState(at.flag(""), found);
  const isWord = WORDS.get(name);
  if (isWord) return isWord(found.value) ? found : undefined; // `unknown` is a word of some
  const text = textOf(found);
  return name === "user_agent.original" ? userAgent(text) : text;
}

function withState(read: Sourced | undefined, { state }: Sourced): Sourced | undefined {
  return read && { ...read, state };
}

function addressOf(address: Sourced<string> | undefined, fields: DraftFields): DraftFields {
  const source = fields["client.address_source"]?.value;
  const read = addressFields(address, isSource(source) ? source : null);
  const port = fields["client.port"];
  return port ? { ...read, "client.port": port } : read;
}

/** Without split_prefix a tool keeps the name it was told by, whatever its server is called. */
function toolOf(mapping: Mapping, place: Place, fields: DraftFields): DraftFields {
  const mapped = mapping.fields["gen_ai.tool.name"];
  const tool = textOf(foundAt(place, mapped));
  const server = textOf(fields["mcp.server.name"] ?? fields["mcp.server.id"]);
  const raw = fieldsOf({ "gateway.tool.raw_name": fields["gateway.tool.raw_name"] });
  const isSplit = typeof mapped === "object" && mapped.transform === "split_prefix";
  if (isSplit || !tool || !server) return { ...toolFields(tool, server), ...raw };
  const operation = derived(tool, `${server.value}.${tool.value}`);
  return { ...toolFields(tool, undefined), ...fieldsOf({ operation }), ...raw };
}
