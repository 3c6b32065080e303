// What an MCP server answers to `tools/list`, as it came over the wire (G32, CC6.8). The text is hostile: a server wrote it.
import { isStorable } from "@/lib/core/text";
import { canonicalJson, type Json, type JsonObject } from "@/lib/ledger/canonical-json";
import { sha256 } from "@/lib/ledger/crypto";
import { isJsonObject, isListOf } from "@/lib/ledger/json-shape";
import { LedgerError } from "@/lib/ledger/ledger-error";
import { parseLossless } from "@/lib/ledger/lossless-json";
import { OPERATION_NAME_MAX } from "../limits";
import { DEFINITION_BYTES_MAX, TOOLS_MAX } from "./definition-limits";
import { repeatedName } from "./repeated-name";

/** One tool: its whole object, and the SHA-256 over the RFC 8785 text of it, as 64 hex digits. */
export type Tool = {
  readonly name: string;
  readonly definition: JsonObject;
  readonly hash: string;
};

/** What cannot be taken, where, and what to do about it. */
export type Refusal = { readonly place: string; readonly message: string };

export type ToolsList = { readonly tools: readonly Tool[]; readonly refused: readonly Refusal[] };

/**
 * The tools of a text: a reply to `tools/list`, its result, a list of tools, or a list of replies, one for each page. Nothing
 * is left out of a tool or added to it; integers beyond ±(2^53−1) count as their digits.
 */
export function readToolsList(text: string): ToolsList {
  const json = parseLossless(text.replace(/^\ufeff/, "")); // files of some editors begin with a mark
  if (json === undefined) return refusal("text", NOT_JSON);
  const twice = repeatedName(text);
  if (twice !== null) {
    return refusal(
      "text",
      `An object holds the name "${shown(twice)}" twice, so readers would differ on what it says.`,
    );
  }
  const pages = pagesOf(json);
  const objects = pages.flatMap((page) => toolsIn(page) ?? []);
  if (pages.some((page) => toolsIn(page) === null)) return refusal("text", NO_TOOLS);
  if (goesOn(pages.at(-1))) return refusal("nextCursor", GOES_ON);
  if (objects.length > TOOLS_MAX) return refusal("tools", `Give at most ${TOOLS_MAX} tools.`);
  return readTools(objects);
}

/** SHA-256 over the RFC 8785 text. Errors: LedgerError not_json (deeper than 32 levels, a lone surrogate). */
export function definitionHash(definition: Json): string {
  const bytes = sha256(new TextEncoder().encode(canonicalJson(definition)));
  return Buffer.from(bytes).toString("hex");
}

function readTools(objects: readonly Json[]): ToolsList {
  const tools: Tool[] = [];
  const refused: Refusal[] = [];
  const seen = new Set<string>();
  for (const [index, json] of objects.entries()) {
    const read = readTool(json);
    const place =
      typeof read === "string" ? `tool ${index + 1}` : `tool ${index + 1}, ${read.name}`;
    if (typeof read === "string") refused.push({ place, message: read });
    else if (seen.has(read.name)) refused.push({ place, message: "The list names it twice." });
    else {
      seen.add(read.name);
      tools.push(read);
    }
  }
  return { tools, refused };
}

function readTool(json: Json): Tool | string {
  if (!isJsonObject(json)) return "This is no object.";
  const { name } = json;
  if (typeof name !== "string" || name.trim() === "") return "It has no name.";
  if (name.length > OPERATION_NAME_MAX) return `Its name is longer than ${OPERATION_NAME_MAX}.`;
  if (name !== name.trim() || /[\r\n]/.test(name)) return "Its name begins or ends with a space.";
  if (!isStorableJson(json)) return "It holds a character that cannot be stored (NUL).";
  try {
    const bytes = new TextEncoder().encode(canonicalJson(json)).length;
    if (bytes > DEFINITION_BYTES_MAX) return "Its definition is larger than 256 KiB.";
    return { name, definition: json, hash: definitionHash(json) };
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    return `Its definition has no canonical form (${error.message.replace("canonical json: ", "")}).`;
  }
}

const isList = isListOf((_json): _json is Json => true);
const isObjects = isListOf(isJsonObject);

/** Replies to several requests stand in a list; a list of tools is one page. */
function pagesOf(json: Json): readonly Json[] {
  const several = isObjects(json) && json.length > 0 && json.every((page) => isPage(page));
  return several ? json : [json];
}

function isPage(json: JsonObject): boolean {
  return !("name" in json) && toolsIn(json) !== null;
}

/** The tools of a reply, of its result, or of a bare list; null where there are none. */
function toolsIn(json: Json): readonly Json[] | null {
  if (isList(json)) return json;
  if (!isJsonObject(json)) return null;
  const result = resultOf(json);
  return isList(result.tools) ? result.tools : null;
}

function resultOf(json: JsonObject): JsonObject {
  return isJsonObject(json.result) ? json.result : json;
}

function goesOn(page: Json | undefined): boolean {
  if (!isJsonObject(page)) return false;
  const { nextCursor } = resultOf(page);
  return typeof nextCursor === "string" && nextCursor !== "";
}

function isStorableJson(json: Json): boolean {
  if (typeof json === "string") return isStorable(json);
  if (typeof json !== "object" || json === null) return true;
  return Object.entries(json).every(([name, value]) => isStorable(name) && isStorableJson(value));
}

function refusal(place: string, message: string): ToolsList {
  return { tools: [], refused: [{ place, message }] };
}

function shown(name: string): string {
  return name.length > 80 ? `${name.slice(0, 80)}…` : name;
}

const NOT_JSON =
  "This is not JSON. Copy the whole reply of the server, from the first brace to the last.";
const NO_TOOLS =
  'No list of tools stands here. Paste the reply to tools/list, {"tools": [...]}, or the list alone.';
const GOES_ON =
  "This is not the last page: nextCursor says that more tools follow. Paste the replies of all pages as a JSON list, or what is missing would look gone.";
