import { expect, test } from "vitest";
import { localPath } from "./local-path";

test("a path of this installation is kept with its query", () => {
  expect(localPath("/agents?status=active#a")).toBe("/agents?status=active#a");
});

test("an address of another site, however it is dressed, leads to the overview", () => {
  const foreign = [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/.//evil.example",
    "/agents/..//evil.example",
    "javascript:alert(1)",
    "evil",
    "",
    undefined,
  ];
  for (const address of foreign) expect(localPath(address), address).toBe("/");
});
