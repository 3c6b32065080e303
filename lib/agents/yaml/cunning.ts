import { isAlias, isMap, isScalar, isSeq, type Node, visit, type YAMLMap } from "yaml";
import { isStorable } from "@/lib/core/text";
import type { LineOf, Refusal } from "./read-agent";

/** What is said of text that no database holds, written as it is or as an escape such as "\\0". */
export const NOT_STORABLE = "Remove the invisible control character (NUL) or broken letter.";

const FOUND_MAX = 20;

/** What YAML allows and no part of this file may be, wherever it stands; at most 20 of them. */
export function cunningIn(contents: Node | null, lineOf: LineOf): Refusal[] {
  const found: Refusal[] = [];
  visit(contents, (_key, node) => {
    if (!isNode(node)) return undefined;
    const message = cunningOf(node);
    if (message !== null) found.push({ line: lineOf(node), field: "", message });
    if (isMap(node)) found.push(...repeatedIn(node, lineOf));
    return found.length < FOUND_MAX ? undefined : visit.BREAK;
  });
  return found.slice(0, FOUND_MAX);
}

/** Whether it is a part of a document; a key or a value can also be nothing. */
export function isNode(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value) || isAlias(value);
}

// An alias can make a short file endless, so none is followed.
function cunningOf(node: Node): string | null {
  if (isAlias(node) || ("anchor" in node && node.anchor)) {
    return "Anchors (&) and aliases (*) are not followed. Write the value out.";
  }
  const text = isScalar(node) ? node.value : null;
  return typeof text === "string" && !isStorable(text) ? NOT_STORABLE : null;
}

function repeatedIn(map: YAMLMap, lineOf: LineOf): Refusal[] {
  const seen = new Set<unknown>();
  return map.items.flatMap(({ key }) => {
    if (!isScalar(key)) return []; // refused as an unknown key
    if (!seen.has(key.value)) {
      seen.add(key.value);
      return [];
    }
    const message = "This key stands here twice. Keys are unique: leave one of them.";
    return [{ line: lineOf(key), field: "", message }];
  });
}
