import { expect, test } from "vitest";
import { bindingFor, isPrefix, keyGroups, registerKeys } from "./key-store";

test("the later of two bindings is meant, until it is taken away", () => {
  const pressed: string[] = [];
  const page = registerKeys({
    title: "Page",
    bindings: [{ keys: "j", label: "Next", run: () => pressed.push("page") }],
  });
  const table = registerKeys({
    title: "Table",
    bindings: [{ keys: "j", label: "Next row", run: () => pressed.push("table") }],
  });
  bindingFor("j")?.run();
  table();
  bindingFor("j")?.run();
  page();
  expect(pressed).toEqual(["table", "page"]);
  expect(bindingFor("j")).toBeUndefined();
  expect(keyGroups()).toEqual([]);
});

test("the first key of a sequence is known as one", () => {
  const forget = registerKeys({
    title: "Go to",
    bindings: [{ keys: "g i", label: "Inbox", run: () => {} }],
  });
  expect(isPrefix("g")).toBe(true);
  expect(isPrefix("i")).toBe(false);
  expect(bindingFor("g i")?.label).toBe("Inbox");
  forget();
});
