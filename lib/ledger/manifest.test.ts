import { expect, test } from "vitest";
import { utf8 } from "./bytes";
import { EMPTY_ROOT } from "./hash";
import { formatManifest, type Manifest, parseManifest } from "./manifest";
import { must, reasonOf } from "./testing/read";

const MANIFEST: Manifest = {
  origin: "ledger.example.com/acme/calls",
  created: "2026-02-01T00:00:00.000Z",
  range: { start: 3n, end: 2n ** 40n },
  time: { from: "2026-01-01T00:00:00.000Z", to: "2026-02-01T00:00:00.000Z" },
  tree: { size: 2n ** 41n, root: EMPTY_ROOT },
  minimumIndex: 0n,
  storage: "s3-compliance",
  keySeparation: "user",
  disclosed: 5n,
  withheld: 1n,
  claims: { range: true, time: true, source: false, filter: false },
  sources: [{ id: "gw-1", epoch: null, first: 1, last: 9, holes: [{ start: 3, end: 5 }] }],
  unattested: ["gw-2"],
  files: new Map([["README.txt", { bytes: 3, sha256: "00" }]]),
};
const json = (): Record<string, unknown> =>
  JSON.parse(new TextDecoder().decode(formatManifest(MANIFEST)));

test("what was written is read", () => {
  expect(must(parseManifest(formatManifest(MANIFEST)))).toEqual(MANIFEST);
  const untimed = { ...MANIFEST, time: null };
  expect(must(parseManifest(formatManifest(untimed)))).toEqual(untimed);
});

test("the members have the names of the specification", () => {
  expect(Object.keys(json())).toEqual([
    "claims",
    "created",
    "disclosed",
    "files",
    "key_separation",
    "minimum_index",
    "origin",
    "range",
    "sources",
    "storage",
    "time",
    "tree",
    "unattested",
    "v",
    "withheld",
  ]);
});

test.each(Object.keys(json()))(
  "without %s, or with another shape of it, it is no manifest",
  (member) => {
    for (const value of [undefined, "x", -1, [1], { a: 1 }, true, 1.5]) {
      if (member === "origin" && value === "x") continue;
      const text = JSON.stringify({ ...json(), [member]: value });
      expect(reasonOf(parseManifest(utf8(text)))).toBe("framing");
    }
  },
);

test.each([
  ["a later version", { v: 2 }],
  ["an unknown storage", { storage: "tape" }],
  ["a root that is none", { tree: { size: 1, root: "AAAA" } }],
  ["a file without a hash", { files: { a: { bytes: 1 } } }],
  [
    "a hole without an end",
    { sources: [{ id: "a", epoch: null, first: 1, last: 2, holes: [{ start: 1 }] }] },
  ],
  ["a date that is none", { created: "yesterday" }],
])("%s is refused", (_name, changes) => {
  expect(reasonOf(parseManifest(utf8(JSON.stringify({ ...json(), ...changes }))))).toBe("framing");
});

test("unknown members are ignored, doubled ones are not, and garbage is refused", () => {
  expect(reasonOf(parseManifest(utf8(JSON.stringify({ ...json(), later: 1 }))))).toBe("holds");
  const doubled = new TextDecoder()
    .decode(formatManifest(MANIFEST))
    .replace('"v":1', '"v":1,"v":1');
  expect(reasonOf(parseManifest(utf8(doubled)))).toBe("framing");
  expect(reasonOf(parseManifest(Uint8Array.of(0xff)))).toBe("framing");
  expect(reasonOf(parseManifest(utf8("null")))).toBe("framing");
});

test("a file named __proto__ is a file like any other", () => {
  const sly = utf8(JSON.stringify(json()).replace('"README.txt"', '"__proto__"'));
  expect([...must(parseManifest(sly)).files.keys()]).toEqual(["__proto__"]);
});
