import { expect, test } from "vitest";
import { freeSlug } from "@/lib/core/slug";
import { PRESETS } from "../adapters/mapping/presets";
import { mappingText, readMapping } from "./mapping-text";
import { placeOfServer } from "./place-of";
import { sourceIdFrom } from "./source-id";
import { addSourceInput } from "./source-schema";
import { duration, groupFigures, stateOf } from "./source-view";
import { formValuesOf, placesText } from "./source-words";

const NOW = new Date("2026-11-21T12:00:00.000Z");
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);
const plain = { disabledAt: null, rhythmMinutes: null };

test.each([
  ["disabled, whatever it sent", { ...plain, disabledAt: ago(1) }, ago(0), "disabled"],
  ["never heard of", plain, null, "unseen"],
  ["within its rhythm", { ...plain, rhythmMinutes: 5 }, ago(6), "sending"],
  ["silent against its rhythm", { ...plain, rhythmMinutes: 5 }, ago(8), "silent"],
  ["without a rhythm, seen today", plain, ago(60), "sending"],
  ["without a rhythm, not seen for days", plain, ago(3 * 1440), "quiet"],
])("LOG-07 a source is %s", (_, source, lastSeen, state) => {
  expect(stateOf(source, lastSeen, NOW).state).toBe(state);
});

const FIGURES = {
  lastSeen: null,
  receivedLastHour: 0,
  lagMin: null,
  lagMax: null,
  quarantined: 0,
};

test("LOG-08 a group is 100 % only if every call holds it, and nothing is said where there were none", () => {
  const full = { G1: 3000, G2: 2999, G3: 0, G4: 3000, G5: 3000, G6: 1500, G7: 3000 };
  const percents = groupFigures({ ...FIGURES, calls: 3000, full }).map(({ percent }) => percent);
  expect(percents).toEqual([100, 99, 0, 100, 100, 50, 100]);
  const none = { G1: 0, G2: 0, G3: 0, G4: 0, G5: 0, G6: 0, G7: 0 };
  expect(groupFigures({ ...FIGURES, calls: 0, full: none })[0]?.percent).toBeNull();
  expect(groupFigures(undefined)[0]?.percent).toBeNull();
});

test.each([
  [12, "12 ms"],
  [-250, "-250 ms"],
  [1_500, "1.5 s"],
  [90_000, "1.5 min"],
  [5_400_000, "1.5 h"],
  [172_800_000, "2.0 d"],
])("%d ms is %s", (ms, words) => {
  expect(duration(ms)).toBe(words);
});

test("a form that says little makes a source that expects nothing", () => {
  const form = { name: "  Edge  ", kind: "auto", id: "", environment: "", rhythmMinutes: "" };
  expect(addSourceInput.parse(form)).toEqual({
    ...{ id: null, name: "Edge", kind: "auto", environment: null, region: null, places: [] },
    ...{ utcOffset: "+00:00", trustedHops: 0, rhythmMinutes: null, sampling: "unknown" },
    ...{ ownerId: null, note: "" },
  });
});

test.each([
  [{ name: "" }, "name"],
  [{ kind: "gateway" }, "kind"],
  [{ id: "Edge EU" }, "id"],
  [{ id: "new" }, "id"],
  [{ id: "a".repeat(64) }, "id"],
  [{ environment: "Pro duction" }, "environment"],
  [{ utcOffset: "CET" }, "utcOffset"],
  [{ trustedHops: "9" }, "trustedHops"],
  [{ trustedHops: "1.5" }, "trustedHops"],
  [{ rhythmMinutes: "0" }, "rhythmMinutes"],
  [{ sampling: "half" }, "sampling"],
  [{ places: "a | b | c | d" }, "places"],
  [{ places: "| staging" }, "places"],
])("%j is refused at its field, in a sentence", (wrong, field) => {
  const { error } = addSourceInput.safeParse({ name: "Edge", kind: "auto", ...wrong });
  expect(error?.issues.map(({ path }) => path[0])).toContain(field);
  for (const { message } of error?.issues ?? []) expect(message).toMatch(/^[A-Z].*[.]$/);
});

test("where servers stand is written as it was typed", () => {
  const text = "postgres | production | eu-1\n*-staging | staging\nwiki |  | us-1\nmail";
  const { places } = addSourceInput.parse({ name: "Edge", kind: "auto", places: `${text}\n\n` });
  expect(placesText(places)).toBe(text);
  const source = { ...addSourceInput.parse({ name: "Edge", kind: "auto" }), places };
  expect(formValuesOf(source).places).toBe(text);
});

test.each([
  ["postgres", "production", "eu-1"],
  ["Postgres-Staging", "staging", "own"],
  ["a-b-c", "abc", "own"],
  ["ab", "test", "own"],
  ["abbc", "test", "own"],
  ["unheard", "test", "own"],
])("the server %s stands in %s, %s", (server, environment, region) => {
  const places = [
    { server: "postgres", environment: "production", region: "eu-1" },
    { server: "*-staging", environment: "staging", region: null },
    { server: "a-*-c", environment: "abc", region: null },
    { server: "ab*bc", environment: "never", region: null },
  ];
  const placeOf = placeOfServer({ environment: "test", region: "own" }, places.slice(0, 3));
  expect(placeOf(server)).toEqual({ environment, region });
  // What begins and what ends a name may not be the same letters.
  expect(placeOfServer({ environment: "test", region: null }, places)("abc").environment).toBe(
    "test",
  );
});

test("a short name is made of letters that any address takes", () => {
  expect(sourceIdFrom("Édge  Gateway (FRA)!")).toBe("edge-gateway-fra");
  expect(sourceIdFrom("神")).toBe("source");
  expect(sourceIdFrom("New")).toBe("source-new");
  expect(freeSlug("edge", new Set(["edge", "edge-2"]))).toBe("edge-3");
});

test("every preset comes back from the editor as the same mapping", () => {
  for (const mapping of PRESETS.values()) {
    const read = readMapping(mappingText(mapping));
    expect("mapping" in read ? read.mapping : read.faults).toEqual(mapping);
  }
});

test("what is wrong with a mapping is said of its member", () => {
  const faultsOf = (text: string) => {
    const read = readMapping(text);
    return "faults" in read ? read.faults.join(" ") : "";
  };
  expect(faultsOf("{")).toContain("This is not JSON.");
  const base = { format: 1, name: "a", version: "1", gateway: "g", fields: {} };
  expect(faultsOf(JSON.stringify({ ...base, name: 7 }))).toContain("name: ");
  const pointer = { ...base, fields: { "user.id": "user" } };
  expect(faultsOf(JSON.stringify(pointer))).toContain("fields.user.id: ");
  expect(faultsOf(JSON.stringify({ ...base, format: 2 }))).toContain("format");
  expect(faultsOf(JSON.stringify({ ...base, extra: 1 }))).not.toBe("");
});
