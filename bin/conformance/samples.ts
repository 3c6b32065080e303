// What is in a folder of samples, and how each file is to be posted: as it is, to the address that its own content asks for.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { Refusal } from "../process/refusal.mjs";

export type Sample = {
  readonly name: string;
  readonly body: Buffer;
  /** Where it goes: a path, in which {source} stands for the source. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly expected: readonly JsonObject[];
};

export type RedactionCase = {
  readonly name: string;
  readonly input: Json;
  readonly expected: readonly string[];
};

const records = z.record(z.string(), z.array(z.record(z.string(), z.json())));
const cases = z.object({
  cases: z.array(
    z.object({
      name: z.string(),
      input: z.json().optional(),
      input_parts: z.array(z.string()).optional(),
      expected: z.array(z.string()),
    }),
  ),
});

const TWINS = [".pb", ".pb.gz"] as const;

/** The samples that expected.json names, and the protobuf twins of those in JSON. Errors: Refusal. */
export function samplesIn(folder: string): Sample[] {
  const expected = records.parse(readJson(join(folder, "expected.json")));
  return Object.entries(expected).flatMap(([name, of]) => {
    const stem = name.replace(/[.]json$/, "");
    const twins = TWINS.map((ending) => `${stem}${ending}`);
    const there = twins.filter((twin) => stem !== name && existsSync(join(folder, twin)));
    const text = readFileSync(join(folder, name), "utf8");
    return [name, ...there].map((file) => ({
      name: file,
      body: readFileSync(join(folder, file)),
      path: pathOf(text),
      headers: headersOf(file),
      expected: of,
    }));
  });
}

/** The cases of redaction-cases.json; none where the folder has no such file. */
export function redactionCasesIn(folder: string): RedactionCase[] {
  const path = join(folder, "redaction-cases.json");
  if (!existsSync(path)) return [];
  return cases.parse(readJson(path)).cases.map(({ name, input, input_parts: parts, expected }) => ({
    ...{ name, expected },
    input: input ?? (parts ?? []).join(""),
  }));
}

function pathOf(text: string): string {
  if (/^\s*\{\s*"resourceSpans"/.test(text)) return "/v1/traces";
  if (/^\s*\{\s*"resourceLogs"/.test(text)) return "/v1/logs";
  return "/api/ingest/{source}";
}

function headersOf(file: string): Record<string, string> {
  if (file.endsWith(".pb.gz")) {
    return { "content-type": "application/x-protobuf", "content-encoding": "gzip" };
  }
  if (file.endsWith(".pb")) return { "content-type": "application/x-protobuf" };
  return { "content-type": "application/json" };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new Refusal(`${path} could not be read.`, { cause });
  }
}
