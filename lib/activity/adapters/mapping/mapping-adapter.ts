// gateway-logs §6, adapter 10: reads records as a mapping says. Wrong types in them make a field missing, never a failure.
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { isOneOf } from "@/lib/ledger/json-shape";
import { type Draft, type DraftFields, derived, fieldsOf, type Sourced } from "../../record/draft";
import { RECORD_KINDS } from "../../record/fields";
import { type Picker, pick } from "../../record/pick";
import { sequenceOf } from "../../record/sequence";
import {
  floatSeconds,
  milliseconds,
  naive,
  nanoseconds,
  rfc3339,
  seconds,
  timeFields,
} from "../../record/time";
import { correlationIds } from "../../record/values";
import { type Adapter, oneByOne, type SourceFacts } from "../adapter";
import { foundAt, holds, lookUp, type Place } from "./look-up";
import { mappedFields, textOf } from "./mapped-fields";
import type { Mapping, TimeTransform } from "./mapping";

const ITEMS_MAX = 1_000;
const isKind = isOneOf(RECORD_KINDS);

export function mappingAdapter(mapping: Mapping): Adapter {
  return {
    kind: "mapping",
    version: `${mapping.name}@${mapping.version}`,
    recognises: ({ json }) =>
      mapping.recognise.length > 0 && holds({ record: pick(json), item: null }, mapping.recognise),
    read: oneByOne(({ position, json }, facts) => {
      const record = pick(json);
      if (!holds({ record, item: null }, mapping.when)) {
        return { skip: `The mapping ${mapping.name} leaves this record out.` };
      }
      const places = placesOf(record, mapping.explode);
      if (places === null) return { quarantine: `There is no list at ${mapping.explode}.` };
      if (places.length > ITEMS_MAX) return { quarantine: `More than ${ITEMS_MAX} items.` };
      return places.map((place, part) => draftOf(mapping, place, { position, part }, facts));
    }),
  };
}

function placesOf(record: Picker, explode: string | undefined): Place[] | null {
  if (explode === undefined) return [{ record, item: null }];
  const list = lookUp({ record, item: null }, explode);
  if (!Array.isArray(list?.value)) return null;
  return list.list("").map((item) => ({ record, item }));
}

type At = { readonly position: number; readonly part: number };

function draftOf(mapping: Mapping, place: Place, at: At, facts: SourceFacts): Draft {
  const result = foundAt(place, mapping.result);
  return {
    kind: kindOf(mapping, place),
    key: keyOf(mapping, place, at),
    positions: [at.position],
    sequence: at.part === 0 ? countOf(mapping, place) : null,
    gateway: mapping.gateway,
    fields: {
      ...timesOf(mapping, place, facts),
      ...mappedFields(mapping, place),
      ...fieldsOf({ correlation_ids: idsOf(mapping, place), policy: policyOf(mapping, place) }),
    },
    ...(result ? { result } : {}),
    more: keptOf(mapping, place),
  };
}

function kindOf(mapping: Mapping, place: Place): Draft["kind"] {
  const told = foundAt(place, mapping.kind)?.value;
  // The row of a heartbeat has no caller and no list shows it: what names a tool is none, whatever its sender calls it.
  const isNone = told === "heartbeat" && foundAt(place, mapping.fields["gen_ai.tool.name"]);
  return isKind(told) && !isNone ? told : "activity";
}

function keyOf(mapping: Mapping, place: Place, { position, part }: At): Draft["key"] {
  const parts = mapping.id.flatMap((pointer) => lookUp(place, pointer)?.text("")?.value ?? []);
  const isWhole = parts.length > 0 && parts.length === mapping.id.length;
  const isOfItem = place.item === null || mapping.id.some((pointer) => pointer.startsWith("@"));
  if (!isWhole) return { kind: "position", position, part };
  return { kind: "native", parts: isOfItem ? parts : [...parts, String(part)] };
}

function countOf({ sequence }: Mapping, place: Place): Draft["sequence"] {
  if (!sequence) return sequenceOf(place.record);
  const seq = lookUp(place, sequence.seq)?.number("")?.value;
  if (seq === undefined || !Number.isSafeInteger(seq) || seq < 0) return null;
  const epoch = sequence.epoch ? lookUp(place, sequence.epoch)?.text("")?.value : undefined;
  return { epoch: epoch ?? null, seq };
}

function timesOf({ time }: Mapping, place: Place, facts: SourceFacts): DraftFields {
  if (!time) return {};
  const found = lookUp(place, time.from)?.text("");
  for (const transform of time.transform) {
    const read = readerOf(transform, facts.offset);
    const fields = timeFields(found, read, time.basis, time.clock ?? "gateway");
    if ("occurred_at" in fields) return fields;
  }
  return {};
}

const READERS = {
  ms: milliseconds,
  s: seconds,
  float_s: floatSeconds,
  ns: nanoseconds,
  rfc3339,
} as const;

function readerOf(transform: TimeTransform, offset: string) {
  if (typeof transform === "string") return READERS[transform];
  return naive(transform.naive === "source" ? offset : transform.naive);
}

function idsOf(mapping: Mapping, place: Place): Sourced | undefined {
  const ids = Object.entries(mapping.correlation_ids).map(
    ([kind, mapped]) => [kind, textOf(foundAt(place, mapped))] as const,
  );
  return correlationIds(Object.fromEntries(ids));
}

function policyOf({ policy }: Mapping, place: Place): Sourced | undefined {
  const action = textOf(foundAt(place, policy?.action));
  if (!policy || !action) return undefined;
  const reason = textOf(foundAt(place, policy.reason));
  return derived(action, {
    action: action.value,
    rule_ids: policy.rule_ids.flatMap((rule) => textOf(foundAt(place, rule))?.value ?? []),
    ...(reason ? { reason: reason.value } : {}),
    source: policy.source,
  });
}

function keptOf({ keep }: Mapping, place: Place): JsonObject {
  const kept = Object.entries(keep).flatMap(([name, pointer]) => {
    const found = lookUp(place, pointer);
    return found ? [[name, found.value] as const] : [];
  });
  return Object.fromEntries(kept);
}
