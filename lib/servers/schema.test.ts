import { describe, expect, it } from "vitest";
import { adoptOperationsInput, classifyOperationsInput } from "./bulk-schema";
import { choiceField } from "./choice-field-labels";
import { exportServersInput, registerServerInput } from "./schema";
import { CONTENT, TYPED } from "./testing/fixtures";

const ID = "33333333-3333-4333-8333-333333333333";

function errorsOf(differs: Record<string, unknown>): string[] {
  const parsed = registerServerInput.safeParse({ ...TYPED, ...differs });
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => String(path[0]));
}

describe("what a person writes about a server", () => {
  it("is read from a form", () => {
    expect(registerServerInput.parse(TYPED)).toEqual({ ...CONTENT, slug: null });
  });

  it.each([
    [{ name: " " }, "name"],
    [{ name: "two\nlines" }, "name"],
    [{ slug: "scope" }, "slug"],
    [{ slug: "Not Small" }, "slug"],
    [{ purpose: "" }, "purpose"],
    [{ hosting: "" }, "hosting"],
    [{ ownerId: "" }, "ownerId"],
    [{ dataClasses: [] }, "dataClasses"],
    [{ inScope: "" }, "inScope"],
    [{ scopeReason: "" }, "scopeReason"],
    [{ places: "moon" }, "places"],
  ])("is refused at its field: %j", (differs, field) => {
    expect(errorsOf(differs)).toEqual([field]);
  });

  it("knows no other field", () => {
    expect(registerServerInput.safeParse({ ...TYPED, status: "active" }).success).toBe(false);
  });
});

describe("one choice a line", () => {
  it("takes the lines with a class and leaves out the others", () => {
    const other = ID.replace("3333", "4444");
    const read = classifyOperationsInput.parse({
      serverId: ID,
      [choiceField(ID)]: "write",
      [choiceField(other)]: "",
    });
    expect(read).toEqual({ serverId: ID, wishes: [{ operationId: ID, access: "write" }] });
  });

  it("refuses none at all, an unknown class, and what is no id", () => {
    for (const fields of [{}, { [choiceField(ID)]: "root" }, { [choiceField("x")]: "read" }]) {
      expect(classifyOperationsInput.safeParse({ serverId: ID, ...fields }).success).toBe(false);
    }
  });

  it("keeps any name of an operation, also one that looks like a list", () => {
    const names = ["list[]", "a:list", "github.create_issue", "="];
    const fields = Object.fromEntries(names.map((name) => [choiceField(name), "unclassified"]));
    const read = adoptOperationsInput.parse({ serverId: ID, ...fields });
    expect(read.operations.map(({ name }) => name)).toEqual(names);
    expect(read.operations.every(({ access }) => access === null)).toBe(true);
  });
});

describe("the address of an export", () => {
  it("leaves out what it does not know, and reads an instant in UTC", () => {
    const read = exportServersInput.parse({ format: "csv", page: "3", at: "2026-11-21T10:00" });
    expect(read).toMatchObject({
      days: "90",
      sort: "name",
      at: new Date("2026-11-21T10:00:00.000Z"),
    });
    expect(exportServersInput.parse({ format: "csv", at: "" }).at).toBeNull();
    expect(exportServersInput.safeParse({ format: "csv", at: "yesterday" }).success).toBe(false);
  });
});
