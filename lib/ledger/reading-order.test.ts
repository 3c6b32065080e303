import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";

const ROOM = import.meta.dirname;
const readme = readFileSync(join(ROOM, "README.md"), "utf8");

// A name may be mentioned before its turn: its turn is where it stands last.
const order = [...readme.matchAll(/`([a-z0-9/-]+)`/g)].map(([, name]) => `${name}.ts`);
const place = (file: string) => order.lastIndexOf(file);

const files = ["", "verify"].flatMap((folder) =>
  readdirSync(join(ROOM, folder))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => join(folder, name)),
);

test("the README of the room names every file of it", () => {
  expect(files.filter((file) => place(file) < 0)).toEqual([]);
});

test("no file imports one that comes later in the README", () => {
  const ahead = files.flatMap((file) =>
    importsOf(file)
      .filter((imported) => place(imported) > place(file))
      .map((imported) => `${file} needs ${imported}`),
  );
  expect(ahead).toEqual([]);
});

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOM, file), "utf8");
  return [...text.matchAll(/from "([.][^"]+)"/g)].map(
    ([, path = ""]) => `${normalize(join(dirname(file), path))}.ts`,
  );
}
