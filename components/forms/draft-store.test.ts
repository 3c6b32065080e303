import { beforeEach, expect, test, vi } from "vitest";
import { dropDraft, readDraft, writeDraft } from "./draft-store";

const kept = new Map<string, string>();
const draft = { values: { name: "Acm", kinds: ["read"] }, at: "2026-11-21T14:14:00.000Z" };

beforeEach(() => {
  kept.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});

test("a draft comes back as it was kept, under its key only", () => {
  expect(writeDraft("p1:form", draft)).toBe(true);
  expect(readDraft("p1:form")).toEqual(draft);
  expect(readDraft("p2:form")).toBeNull();
  dropDraft("p1:form");
  expect(readDraft("p1:form")).toBeNull();
});

test.each(["", "{", "7", "[]", '{"at":1,"values":{}}', '{"at":"x","values":{"a":1}}'])(
  "what is no draft is ignored: %j",
  (text) => {
    kept.set("draft:p1:form", text);
    expect(readDraft("p1:form")).toBeNull();
  },
);

test("a browser that refuses storage is survived", () => {
  const refuse = () => {
    throw new Error("refused");
  };
  vi.stubGlobal("localStorage", { getItem: refuse, setItem: refuse, removeItem: refuse });
  expect(readDraft("p1:form")).toBeNull();
  expect(writeDraft("p1:form", draft)).toBe(false);
  expect(() => dropDraft("p1:form")).not.toThrow();
});
