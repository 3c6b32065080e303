import { describe, expect, it } from "vitest";
import { brokenRules, takenNames } from "./content-rules";
import { CONTENT } from "./testing/fixtures";

describe("rules over several fields", () => {
  it("a sound server breaks none", () => {
    expect(brokenRules(CONTENT)).toEqual({});
  });

  it.each([
    [{ hosting: "vendor" as const }, "provider"],
    [{ deputyId: CONTENT.ownerId }, "deputyId"],
    [{ inScope: false }, "contradictedBy"],
  ])("%j is said at %s", (differs, field) => {
    expect(Object.keys(brokenRules({ ...CONTENT, ...differs }))).toEqual([field]);
  });

  it("no two servers share a name, in whatever letters and wherever it stands", () => {
    const other = { id: "2", slug: "orders", name: "Order book", places: [{ names: ["ORD-1"] }] };
    const wished = (differs: object) => ({ slug: "x", name: "X", places: [], ...differs });
    expect(takenNames(wished({}), [other])).toEqual({});
    expect(Object.keys(takenNames(wished({ name: "orders" }), [other]))).toEqual(["name"]);
    expect(Object.keys(takenNames(wished({ slug: "ord-1" }), [other]))).toEqual(["slug"]);
    const places = [{ names: ["free", "order BOOK"] }];
    expect(takenNames(wished({ places }), [other]).places).toEqual([
      expect.stringContaining('"order BOOK" is a name of Order book'),
    ]);
  });
});
