import { isMap, isScalar, isSeq, type Node, type YAMLMap } from "yaml";
import { keysUnder, unknownKey, YAML_FIELDS, type YamlField } from "./fields";

/** The line a node begins on, counted from 1. */
export type LineOf = (node: Node | null | undefined) => number;

/** What is wrong where, in words. `field` is the key as it stands in the file; empty for the file itself. */
export type Refusal = { readonly line: number; readonly field: string; readonly message: string };

type Value = string | readonly string[];

/** One field as it stands in the file: the form's field, its line, its value as a form would send it. */
export type YamlValue = { readonly field: string; readonly line: number; readonly value: Value };

/** One agent of the file. People are e-mail addresses still; a field that is not in the file is absent. */
export type YamlAgent = { readonly line: number; readonly values: readonly YamlValue[] };

type Part = { ok: true; value: YamlValue } | { ok: false; refusal: Refusal };
type Read = { ok: true; value: Value } | { ok: false; says: string };

/** Reads one item of the list. A fault in one field does not hide the faults of the others. */
export function readAgent(
  item: Node | null,
  lineOf: LineOf,
): { agent: YamlAgent | null; refused: Refusal[] } {
  const line = lineOf(item);
  if (!isMap(item)) {
    const message = 'Write each agent as a list item with keys, beginning with "- slug:".';
    return { agent: null, refused: [{ line, field: "", message }] };
  }
  const parts = readMap(item, "", lineOf);
  const refused = parts.flatMap((part) => (part.ok ? [] : [part.refusal]));
  const values = parts.flatMap((part) => (part.ok ? [part.value] : []));
  // An agent with faults is not looked at further: what else is wrong with it is said next time.
  return { agent: refused.length > 0 ? null : { line, values }, refused };
}

function readMap(map: YAMLMap, prefix: string, lineOf: LineOf): Part[] {
  return map.items.flatMap(({ key, value }): Part[] => {
    const line = lineOf(nodeOf(key));
    const name = isScalar(key) ? String(key.value) : "";
    const path = `${prefix}${name}`;
    const field = Object.hasOwn(YAML_FIELDS, path) ? YAML_FIELDS[path] : undefined;
    if (field) return [partOf(field, path, line, readValue(field, nodeOf(value)))];
    const inside = keysUnder(`${path}.`);
    if (inside.length > 0 && isMap(value)) return readMap(value, `${path}.`, lineOf);
    const message =
      inside.length > 0
        ? `Write under "${name}" the keys ${inside.join(", ")}.`
        : unknownKey(name, keysUnder(prefix));
    return [{ ok: false, refusal: { line, field: path.slice(0, 80).toWellFormed(), message } }];
  });
}

function partOf({ field }: YamlField, path: string, line: number, read: Read): Part {
  return read.ok
    ? { ok: true, value: { field, line, value: read.value } }
    : { ok: false, refusal: { line, field: path, message: read.says } };
}

function readValue(field: YamlField, node: Node | null): Read {
  switch (field.kind) {
    case "text":
    case "person":
      return readText(node);
    case "yes-no":
      return readYesNo(node);
    case "word":
      return readWord(node, field.words, field.stored);
    case "words":
      return readWords(node, field.words);
    case "links":
      return readLinks(node);
    default:
      return field satisfies never;
  }
}

// A key without a value says "nothing"; a number or a bare yes would be read as something it is not.
function readText(node: Node | null): Read {
  const value = scalarOf(node);
  if (value === null) return { ok: true, value: "" };
  if (typeof value === "string") return { ok: true, value };
  return { ok: false, says: "Write this as text; put quotes around it." };
}

function readYesNo(node: Node | null): Read {
  const value = scalarOf(node);
  if (value === null) return { ok: true, value: "" };
  if (value === true || value === "yes") return { ok: true, value: "yes" };
  if (value === false || value === "no") return { ok: true, value: "no" };
  return { ok: false, says: "Write yes or no." };
}

function readWord(
  node: Node | null,
  words: readonly string[],
  stored: (word: string) => string,
): Read {
  const value = scalarOf(node);
  if (value === null) return { ok: true, value: "" };
  if (typeof value === "string" && words.includes(value)) return { ok: true, value: stored(value) };
  return { ok: false, says: `Write one of: ${words.join(", ")}.` };
}

function readWords(node: Node | null, words: readonly string[]): Read {
  const items = isSeq(node) ? node.items.map((item) => scalarOf(nodeOf(item))) : [null];
  const known = items
    .filter((item) => typeof item === "string")
    .filter((item) => words.includes(item));
  if (known.length === items.length) return { ok: true, value: known };
  return { ok: false, says: `Write a list of some of: ${words.join(", ")}.` };
}

function readLinks(node: Node | null): Read {
  if (node === null || scalarOf(node) === null) return { ok: true, value: "" };
  const lines = isSeq(node) ? node.items.map((item) => linkLine(nodeOf(item))) : [null];
  const known = lines.filter((line) => line !== null);
  if (known.length === lines.length) return { ok: true, value: known.join("\n") };
  return { ok: false, says: "Write a list of links, each with the keys label and url." };
}

function linkLine(node: Node | null): string | null {
  if (!isMap(node) || node.items.length !== 2) return null;
  const [label, url] = [node.get("label"), node.get("url")];
  if (typeof label !== "string" || typeof url !== "string") return null;
  return /[\r\n]/.test(label + url) ? null : `${label} | ${url}`;
}

/** The value of a scalar; null where there is none; undefined for a list or a map. */
function scalarOf(node: Node | null): unknown {
  if (node === null) return null;
  return isScalar(node) ? node.value : undefined;
}

function nodeOf(value: unknown): Node | null {
  return isMap(value) || isSeq(value) || isScalar(value) ? value : null;
}
