import { z } from "zod";
import { accessClassWord } from "@/lib/core/access-classes";
import { utcDay } from "@/lib/core/clock";
import { DATA_CLASS_LABEL, DATA_CLASSES } from "@/lib/core/data-classes";
import type { JsonRecord } from "@/lib/requests/diff";
import { STAYS_MAX } from "./limits";

// What requests about access hold. A request is recorded whole, before and after, so each entry is kept short.

const operation = z.object({
  id: z.uuid(),
  name: z.string(),
  access: z.string().nullable(),
  dataClasses: z.array(z.string()),
  /** SHA-256 of what the server says it is; null: nobody has asked the server. */
  definition: z.string().nullable(),
  /** The grant it takes the place of; null: it is new. */
  replaces: z.uuid().nullable(),
});
export type WishedOperation = z.infer<typeof operation>;

const common = {
  agent: z.string(),
  key: z.string(),
  server: z.string(),
  environment: z.string(),
  decidedBy: z.string(),
};

/** What is asked for: the operations, why, and until when. */
export const accessWish = z.object({
  ...common,
  /** What is asked for; as plain names, what is granted already and stays. */
  operations: z.array(z.union([operation, z.string()])),
  purpose: z.string(),
  until: z.iso.datetime(),
  beyond: z.string().nullable(),
  additions: z.string().nullable(),
  allowTest: z.string(),
  denyTest: z.string(),
});
export type AccessWish = z.infer<typeof accessWish>;

/** What should end: grants with the names of their operations, `*` for all of the server. */
export const removalWish = z.object({
  ...common,
  ending: z.array(z.object({ id: z.uuid(), name: z.string() })).min(1),
});
export type RemovalWish = z.infer<typeof removalWish>;

/** Every operation of a server, with the exception that somebody accepts. */
export const wildcardWish = z.object({
  ...common,
  expanded: z.array(z.string()),
  operationCount: z.int(),
  purpose: z.string(),
  exceptionReason: z.string(),
  measures: z.string(),
  until: z.iso.datetime(),
  replaces: z.uuid().nullable(),
});
export type WildcardWish = z.infer<typeof wildcardWish>;

export const WISH_LABEL = {
  agent: "Agent",
  key: "Key",
  server: "Server",
  environment: "Environment",
  operations: "Operations",
  ending: "Ends",
  expanded: "Operations today",
  operationCount: "How many",
  purpose: "Purpose",
  exceptionReason: "Why single operations would not do",
  measures: "What makes up for it",
  until: "Granted through",
  beyond: "Beyond what the agent is registered for",
  additions: "Earlier additions",
  allowTest: "Test that it works",
  denyTest: "Test that everything else is refused",
  decidedBy: "Decided by",
  replaces: "Takes the place of",
} as const;

const TESTS: readonly string[] = ["allowTest", "denyTest"];

/** Words for the fields whose stored form would not do. */
export function wishWords(field: string, value: JsonRecord[string]): string | undefined {
  if (field === "until" && typeof value === "string") return throughWords(value);
  if (TESTS.includes(field) && value === "") return "Nobody noted one."; // CHG-07: what is missing is said
  if (field === "operations") {
    const wished = accessWish.shape.operations.safeParse(value);
    return wished.success ? wished.data.map(operationLine).join("\n") : undefined;
  }
  if (field === "ending") {
    const ending = removalWish.shape.ending.safeParse(value);
    return ending.success ? ending.data.map(({ name }) => name).join("\n") : undefined;
  }
  return undefined;
}

/** `through 2027-03-31`: the last day that is granted whole. `until` is the first instant that is not. */
export function throughWords(until: string): string {
  const at = new Date(until);
  const wholeDays = at.getTime() % 86_400_000 === 0;
  return wholeDays
    ? `through ${utcDay(new Date(at.getTime() - 1))} (UTC)`
    : `until ${at.toISOString()}`;
}

function operationLine(entry: WishedOperation | string): string {
  if (typeof entry === "string") return entry;
  const { name, access, dataClasses, definition, replaces } = entry;
  const classes = dataClasses.map(dataClassWord).join(", ");
  const facts = [
    accessClassWord(access).toLowerCase(),
    ...(classes ? [classes.toLowerCase()] : []),
    definition === null ? "definition not known" : `definition ${definition.slice(0, 8)}`,
    ...(replaces === null ? [] : ["granted before"]),
  ];
  return `+ ${name} (${facts.join("; ")})`;
}

/** The operations a wish asks for, without what is granted already. */
export function wishedOperations({ operations }: AccessWish): WishedOperation[] {
  return operations.filter((entry) => typeof entry !== "string");
}

/** Names of what is granted already, as far as a request lists them. */
export function staying(names: readonly string[]): string[] {
  if (names.length <= STAYS_MAX) return [...names];
  return [...names.slice(0, STAYS_MAX), `and ${names.length - STAYS_MAX} more`];
}

/** A class of data in words; what another version of Countersign stored stays as it is. */
export function dataClassWord(text: string): string {
  const known = DATA_CLASSES.find((each) => each === text);
  return known ? DATA_CLASS_LABEL[known] : text;
}
