// What a source would make of text that somebody pasted: the same way that its pushes take, up to where they would be stored.

import { AppError } from "@/lib/core/app-error";
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";
import { decodeJsonBody } from "./decode/json-body";
import { decodeOtlp } from "./decode/otlp";
import type { Decoded } from "./decode/wire-record";
import { type ActivitySource, type ReadBody, recordsIn } from "./pipeline";
import type { Preview, PreviewField, PreviewRecord } from "./preview-view";
import { type CanonicalRecord, stateOf } from "./record/canonical-record";
import { GROUPS } from "./record/completeness";
import { FIELDS, type FieldName } from "./record/fields";
import type { RedactionRules } from "./redaction/redact";
import { GROUP_LABEL } from "./source-labels";

const SHOWN = 20;
const VALUE_MAX = 2_000;

/** Pure: nothing is stored, and nothing leaves it that was not redacted. Errors: invalid_input, too_large (more than 10,000). */
export function previewOf(
  text: string,
  source: ActivitySource,
  redaction: RedactionRules,
): Preview {
  const body = new TextEncoder().encode(text.toWellFormed());
  const reading = { source, transport: "preview", redaction };
  return toPreview(recordsIn(body, decodedOf(text, body), reading));
}

/** What was read, in the words of the page. */
export function toPreview({ records, skipped, quarantined, warnings }: ReadBody): Preview {
  return {
    records: records.slice(0, SHOWN).map(toPreviewRecord),
    skipped: skipped.slice(0, SHOWN).map(({ position, why }) => ({ line: position + 1, why })),
    unread: quarantined
      .slice(0, SHOWN)
      .map(({ position, reason }) => ({ line: position + 1, why: reason })),
    warnings,
    more: [records, skipped, quarantined].reduce(
      (sum, { length }) => sum + Math.max(0, length - SHOWN),
      0,
    ),
  };
}

// A request of OTLP can be pasted as it is; anything else is lines, a list or an object.
function decodedOf(text: string, body: Uint8Array): Decoded {
  const [, name] = /^\s*\{\s*"(resourceSpans|resourceLogs)"/.exec(text) ?? [];
  if (name === undefined) return decodeJsonBody(body);
  try {
    return decodeOtlp(name === "resourceSpans" ? "traces" : "logs", "json", body);
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid_input") return decodeJsonBody(body);
    throw error;
  }
}

function toPreviewRecord({
  positions,
  record: { key, data },
}: ReadBody["records"][number]): PreviewRecord {
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

function fieldOf(data: CanonicalRecord["data"], name: FieldName): PreviewField {
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
