// gateway-logs §5.1 and §6, adapter 10: what an operator writes to have records of any shape read. Every refusal is a sentence.
import { z } from "zod";
import { isOneOf } from "@/lib/ledger/json-shape";
import { FIELDS, type FieldName } from "../../record/fields";

const POINTER = /^@?(?:\/(?:[^~/]|~[01])*)+$/;
const OFFSET = /^(?:source|[+-](?:0\d|1[0-4]):[0-5]\d)$/;
const MAX_LIST = 64;

const pointer = z.string("Write a pointer such as /request/id.").regex(POINTER, {
  error: "A pointer begins with /, or with @/ for a member of what explode takes apart.",
});
const text = (most: number) =>
  z
    .string("Write a text.")
    .min(1, "Write at least one character.")
    .max(most, {
      error: `Write at most ${most} characters.`,
    });
const scalar = z.union([text(256), z.number(), z.boolean()], {
  error: "Write a text, a number, true or false.",
});

const condition = z
  .strictObject({
    at: pointer,
    /** Holds one of these. */
    is: z.union([scalar, z.array(scalar).max(MAX_LIST)]).optional(),
    starts_with: text(256).optional(),
    /** Says something: neither missing nor null, empty, `-` or `unknown`. */
    exists: z.boolean("Write true or false.").optional(),
  })
  .refine(({ is, starts_with, exists }) => oneOf(is, starts_with, exists), {
    error: "A condition needs exactly one of is, starts_with and exists.",
  });
export type Condition = z.infer<typeof condition>;

const conditions = z.array(condition, "Write a list of conditions.").max(MAX_LIST);

export const TIME_TRANSFORMS = ["ms", "s", "ns", "float_s", "rfc3339"] as const;
const VALUE_TRANSFORMS = [
  ...["ms", "s", "ns", "float_s", "duration_str"],
  ...["ipport", "split_prefix", "json_parse"],
] as const;
const UNITS = ["ms", "s", "ns", "float_s", "duration_str"];

/** Where a value comes from. A text is a pointer. */
export type MappedValue =
  | string
  | {
      readonly from?: string | undefined;
      readonly const?: string | number | boolean | undefined;
      readonly first_of?: readonly MappedValue[] | undefined;
      readonly rest?: { readonly except: readonly string[] } | undefined;
      readonly transform?: string | undefined;
      readonly when?: readonly Condition[] | undefined;
    };

const value: z.ZodType<MappedValue> = z.lazy(() =>
  z.union([pointer, ruled], {
    error: "Write a pointer, or an object with one of from, const, first_of and rest.",
  }),
);

const ruled = z
  .strictObject({
    from: pointer.optional(),
    const: scalar.optional(),
    first_of: z.array(value).min(1, "Write at least one value.").max(MAX_LIST).optional(),
    /** An object of all members that are not named here. */
    rest: z.strictObject({ except: z.array(text(128)).max(256) }).optional(),
    transform: z.enum(VALUE_TRANSFORMS, transformSays(VALUE_TRANSFORMS)).optional(),
    when: conditions.optional(),
  })
  .refine((one) => oneOf(one.from, one.const, one.first_of, one.rest), {
    error: "A value needs exactly one of from, const, first_of and rest.",
  })
  .refine((one) => one.transform === undefined || one.from !== undefined, {
    error: "A transform needs from.",
  });

// What is worked out from others, or told in a part of its own.
const NOT_MAPPED = new Set<FieldName>([
  ...(["occurred_at", "occurred_at_raw", "time_precision", "time_basis", "clock_source"] as const),
  ...(["operation", "arguments_hmac", "arguments_bytes", "result_summary"] as const),
  ...(["correlation_ids", "policy", "environment", "region"] as const),
]);
export const MAPPED_FIELDS = FIELDS.filter((name) => !NOT_MAPPED.has(name));

const fields = z.partialRecord(z.enum(MAPPED_FIELDS), value).superRefine((named, context) => {
  for (const [name, mapped] of Object.entries(named)) {
    const wrong = transformsIn(mapped).find((transform) => !isFor(name, transform));
    if (wrong === undefined) continue;
    const message = `The transform ${wrong} makes no ${name}.`;
    context.addIssue({ code: "custom", path: [name], message });
  }
});

/** The transforms of a value, those inside first_of too. */
function transformsIn(mapped: MappedValue | undefined): string[] {
  if (mapped === undefined || typeof mapped === "string") return [];
  const inner = (mapped.first_of ?? []).flatMap(transformsIn);
  return mapped.transform === undefined ? inner : [mapped.transform, ...inner];
}

function isFor(field: string, transform: string): boolean {
  if (UNITS.includes(transform)) return field === "duration_ms";
  if (transform === "ipport") return field === "client.address";
  return transform !== "split_prefix" || field === "gen_ai.tool.name";
}

const timeTransform = z.union(
  [
    z.enum(TIME_TRANSFORMS),
    z.strictObject({ naive: z.string().regex(OFFSET, "Write an offset such as +02:00.") }),
  ],
  {
    error:
      'A time is read as ms, s, ns, float_s, rfc3339 or { "naive": "+02:00" }; "source" is the offset that is set at the source.',
  },
);
export type TimeTransform = z.infer<typeof timeTransform>;

const time = z.strictObject({
  from: pointer,
  /** The first that can read it. */
  transform: z.array(timeTransform).min(1, "Write at least one transform.").max(8),
  basis: z.enum(["start", "end", "logged"], "Write start, end or logged.").default("logged"),
  clock: z.enum(["gateway", "client_reported"], "Write gateway or client_reported.").optional(),
});

const isField = isOneOf(FIELDS);
// What a record says of itself, whatever its sender wrote: a row must not name the row whose place it takes.
const OWN_MEMBERS = new Set([
  ...["schema_version", "kind", "record_id", "idempotency_key", "source", "raw", "redaction"],
  ...[
    "version",
    "content_version",
    "corrects",
    "contradicts",
    "supersedes",
    "joined_from",
    "joined_raw",
  ],
  ...["field_state", "field_source", "completeness", "sampling"],
]);
const names = text(64).regex(/^[a-z][a-z0-9_.]*$/, "Write a name in small letters.");

export const mappingInput = z.strictObject({
  format: z.literal(1, "This version of Countersign reads mappings of format 1."),
  name: text(64),
  /** Of this mapping; stands in every record that it made. */
  version: text(32),
  gateway: text(64),
  /** What all records of this sender have, for sources that tell their senders apart themselves. */
  recognise: conditions.default([]),
  /** Records for which this does not hold say nothing of calls, and are left out. */
  when: conditions.default([]),
  /** A list of which each item is a record. */
  explode: pointer.optional(),
  kind: value.default({ const: "tool_call" }),
  /** What together tells a record from every other of its sender; without, its place in its batch does. */
  id: z.array(pointer).max(8).default([]),
  sequence: z.strictObject({ seq: pointer, epoch: pointer.optional() }).optional(),
  time: time.optional(),
  fields,
  correlation_ids: z.record(names, value).default({}),
  policy: z
    .strictObject({
      action: value,
      reason: value.optional(),
      rule_ids: z.array(value).max(MAX_LIST).default([]),
      source: text(64),
    })
    .optional(),
  /** The reply of the tool, of which a summary is kept. */
  result: value.optional(),
  /** Members of the record that no field has a name for. */
  keep: z
    .record(
      names
        .refine((name) => !isField(name), "A field of a record belongs in fields.")
        .refine((name) => !OWN_MEMBERS.has(name), "Choose another name: records have this one."),
      pointer,
    )
    .default({}),
});
export type MappingInput = z.input<typeof mappingInput>;
export type Mapping = z.output<typeof mappingInput>;

function oneOf(...members: readonly unknown[]): boolean {
  return members.filter((member) => member !== undefined).length === 1;
}

function transformSays(known: readonly string[]) {
  return { error: `A transform is one of ${known.join(", ")}.` };
}
