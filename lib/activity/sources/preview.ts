// What a source would make of text that somebody pasted: read as its pushes are, up to where they would be stored.
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";
import type { BodyFacts, ReadRecord, ReadResult } from "../reading/read-body";
import { stateOf } from "../record/canonical-record";
import { GROUPS } from "../record/completeness";
import { FIELDS, type FieldName } from "../record/fields";
import type { Preview, PreviewField, PreviewRecord } from "./preview-view";
import { GROUP_LABEL } from "./source-labels";

const SHOWN = 20;
const VALUE_MAX = 2_000;

/** Pasted text as a body: a request of OTLP can be pasted as it is; anything else is lines, a list or an object. */
export function pastedBody(text: string): { body: Uint8Array; facts: BodyFacts } {
  const [, name] = /^\s*\{\s*"(resourceSpans|resourceLogs)"/.exec(text) ?? [];
  const otlp = name === "resourceSpans" ? "otlp-traces" : "otlp-logs";
  return {
    body: new TextEncoder().encode(text.toWellFormed().trimStart()),
    facts: {
      format: name === undefined ? "lines" : otlp,
      contentType: "application/json",
      headers: {},
      index: null,
      transport: "preview",
    },
  };
}

/** What was read, in the words of the page. */
export function toPreview({ records, skipped, quarantined, warnings }: ReadResult): Preview {
  const left = [records, quarantined].map(({ length }) => Math.max(0, length - SHOWN));
  return {
    records: records.slice(0, SHOWN).map(toPreviewRecord),
    skipped,
    unread: quarantined
      .slice(0, SHOWN)
      .map(({ position, reason }) => ({ line: position + 1, why: reason })),
    warnings,
    more: left.reduce((sum, count) => sum + count, 0),
  };
}

function toPreviewRecord({ key, positions, text }: ReadRecord): PreviewRecord {
  const data = membersOf(JSON.parse(text));
  return {
    id: key,
    lines: positions.map((position) => position + 1),
    kind: textOf(data.kind),
    adapter: textOf(membersOf(data.source).adapter_version),
    fields: FIELDS.filter((name) => data[name] !== undefined).map((name) => fieldOf(data, name)),
    missing: FIELDS.filter((name) => data[name] === undefined),
    groups: groupsOf(data),
  };
}

function fieldOf(data: JsonObject, name: FieldName): PreviewField {
  const path = membersOf(data.field_source)[name];
  const text = textOf(data[name]);
  return {
    name,
    value: text.length > VALUE_MAX ? `${text.slice(0, VALUE_MAX).toWellFormed()}…` : text,
    state: stateOf(data, name),
    path: textOf(path ?? ""),
  };
}

function groupsOf(data: JsonObject): PreviewRecord["groups"] {
  const said = membersOf(data.completeness);
  return GROUPS.map((group) => {
    const state = said[group];
    return {
      group,
      label: GROUP_LABEL[group],
      state: state === "full" || state === "weak" ? state : "missing",
    };
  });
}

function membersOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function textOf(value: Json | undefined): string {
  if (typeof value === "string") return value;
  return value === undefined ? "" : JSON.stringify(value);
}
