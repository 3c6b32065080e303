import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from "yaml";
import { isStorable } from "@/lib/core/text";
import { REASON_MAX, YAML_AGENTS_MAX, YAML_BYTES_MAX } from "../limits";
import { cunningIn, isNode, NOT_STORABLE } from "./cunning";
import { FILE_KEYS, unknownKey } from "./fields";
import { tooMuchAt } from "./nesting";
import { type LineOf, type Refusal, readAgent, type YamlAgent } from "./read-agent";

/** A file as it was read: its agents as a form would send them, and what could not be read. */
export type YamlFile = {
  readonly reason: string;
  readonly agents: readonly YamlAgent[];
  readonly refused: readonly Refusal[];
};

/** Reads `agents.yaml`. Never throws: every fault is named by line and key. Text is at most 1 MB, 200 agents. */
export function parseAgentsYaml(text: string): YamlFile {
  const fault = unreadable(text);
  if (fault) return nothing(fault);
  const counter = new LineCounter();
  const lineOf: LineOf = (node) => counter.linePos(node?.range?.[0] ?? 0).line;
  // The parser would compare the keys of a map each with each: minutes, where a map has thousands.
  const options = { lineCounter: counter, prettyErrors: false, uniqueKeys: false };
  const document = parseDocument(text, options);
  const faults = [...document.errors, ...document.warnings].map(({ pos, message }) => ({
    line: counter.linePos(pos[0]).line,
    field: "",
    message: `This cannot be read as YAML: ${firstLine(message)}`,
  }));
  if (faults.length > 0) return nothing(...faults.slice(0, 20));
  const cunning = cunningIn(document.contents, lineOf);
  return cunning.length > 0 ? nothing(...cunning) : readFile(document.contents, lineOf);
}

const TOO_MUCH = {
  deep: "This nests deeper than the file can need.",
  many: "From here on the file holds more keys and list items than its agents can need.",
} as const;

function unreadable(text: string): Refusal | null {
  if (Buffer.byteLength(text) > YAML_BYTES_MAX) return atTop("Send a file of at most 1 MB.");
  if (!isStorable(text)) return atTop(NOT_STORABLE);
  const found = tooMuchAt(text);
  return found && { line: found.line, field: "", message: TOO_MUCH[found.why] };
}

function readFile(contents: Node | null, lineOf: LineOf): YamlFile {
  if (!isMap(contents)) return nothing(atTop('Begin the file with "agents:" and a list under it.'));
  const list = contents.get("agents");
  if (!isSeq(list)) return nothing(atTop('Write the agents as a list under "agents:".'));
  const count = list.items.length;
  if (count > YAML_AGENTS_MAX) {
    return nothing(
      atTop(`Send at most ${YAML_AGENTS_MAX} agents at once; this file has ${count}.`),
    );
  }
  const read = list.items.map((item) => readAgent(isNode(item) ? item : null, lineOf));
  const reason = contents.get("reason");
  return {
    reason: typeof reason === "string" ? reason.trim() : "",
    agents: read.map(({ agent }) => agent).filter((agent) => agent !== null),
    refused: [...headFaults(contents, lineOf), ...read.flatMap((each) => each.refused)],
  };
}

function headFaults(contents: YAMLMap, lineOf: LineOf): Refusal[] {
  return contents.items.flatMap(({ key, value }) => {
    const field = isScalar(key) ? String(key.value) : "";
    const message = headFault(field, isScalar(value) ? value.value : undefined);
    return message === null ? [] : [{ line: lineOf(isNode(key) ? key : null), field, message }];
  });
}

function headFault(field: string, value: unknown): string | null {
  switch (field) {
    case "agents":
      return null;
    case "version":
      return value === 1 ? null : "This product reads version 1.";
    case "reason":
      return typeof value === "string" && value.length <= REASON_MAX
        ? null
        : `Write the reason as a text of at most ${REASON_MAX} characters.`;
    default:
      return unknownKey(field, FILE_KEYS);
  }
}

function atTop(message: string): Refusal {
  return { line: 1, field: "", message };
}

function nothing(...refused: Refusal[]): YamlFile {
  return { reason: "", agents: [], refused };
}

function firstLine(message: string): string {
  return (message.split("\n")[0] ?? message).toWellFormed();
}
