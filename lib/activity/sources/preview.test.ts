import { expect, test } from "vitest";
import { PRESETS } from "../adapters/mapping/presets";
import { type ReadingSource, readBody } from "../reading/read-body";
import { FACTS, TEST_KEY } from "../testing/adapted";
import { pastedBody, toPreview } from "./preview";
import { SOURCE_KINDS } from "./source-labels";
import { testRecordOf } from "./test-records";

const NOW = new Date("2026-11-21T12:00:00.250Z");

function previewOf(text: string, adapter: ReadingSource["adapter"]) {
  const place = { environment: "production", region: null };
  const source = { id: "gw-1", adapter, facts: FACTS, place, places: [] };
  const { body, facts } = pastedBody(text);
  return toPreview(readBody(body, facts, { source, redaction: { key: TEST_KEY } }));
}

test.each(SOURCE_KINDS.filter((kind) => kind !== "mapping"))(
  "the test record of %s is read as one call, by it and by itself",
  (kind) => {
    const text = testRecordOf(kind, NOW) ?? "";
    for (const as of [{ kind }, { kind: "auto" as const }]) {
      const preview = previewOf(text, as);
      expect(preview).toMatchObject({ unread: [], skipped: 0, warnings: [], more: 0 });
      expect(preview.records).toMatchObject([{ kind: "tool_call", lines: [1] }]);
      const said = preview.records[0]?.groups.filter(({ state }) => state !== "missing") ?? [];
      const groups = kind === "envoy" ? ["G1", "G4", "G6"] : ["G1", "G2", "G4", "G6"];
      expect(said.map(({ group }) => group)).toEqual(expect.arrayContaining(groups));
    }
  },
);

test("a preview shows each field with its state and where it comes from, redacted", () => {
  const mapping = PRESETS.get("lasso");
  if (!mapping) throw new Error("no preset lasso");
  const line = {
    timestamp: "2026-11-21 12:00:00.250000",
    capability_name: "search",
    capability_type: "tool",
    server_name: "wiki",
    isError: 0,
    mail: "jane@example.com",
  };
  const text = `${JSON.stringify(line)}\nnot json\n${JSON.stringify({ ...line, isError: 1 })}`;
  const preview = previewOf(text, { kind: "mapping", mapping });
  expect(preview.records.map(({ lines }) => lines)).toEqual([[1], [3]]);
  expect(preview.unread).toEqual([{ line: 2, why: "not JSON" }]);
  const fields = new Map(preview.records[0]?.fields.map((field) => [field.name, field]));
  expect(fields.get("gen_ai.tool.name")).toMatchObject({
    value: "search",
    state: "provided",
    path: "/capability_name",
  });
  expect(fields.get("operation")).toMatchObject({ value: "wiki.search", state: "derived" });
  expect(fields.get("gen_ai.tool.call.arguments")).toMatchObject({ state: "redacted" });
  expect(preview.records[0]?.missing).toContain("user.id");
  expect(JSON.stringify(preview)).not.toContain("jane@example.com");
});

test("a preview shows the first twenty of each and says how many more there are", () => {
  const text = Array.from({ length: 30 }, () => testRecordOf("toolhive", NOW)).join("\n");
  const preview = previewOf(`${text}\nnothing\n`, { kind: "auto" });
  expect(preview.records).toHaveLength(20);
  expect(preview.unread).toEqual([{ line: 31, why: "not JSON" }]);
  expect(preview.more).toBe(10);
});
