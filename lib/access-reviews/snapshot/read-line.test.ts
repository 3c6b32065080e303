import { expect, test } from "vitest";
import { snapshotLine } from "../testing/snapshot-line";
import { lineText } from "./canonical";
import { headerOf, readableLine } from "./read-line";

const line = snapshotLine({ n: 1 });

test("G6: a line is read as it was frozen, and one whose text was changed into none is no line, not a failure", () => {
  const text = lineText(line);
  expect(readableLine(text)).toEqual(line);
  for (const broken of [text.slice(1), text.replace('"flags"', '"flugs"'), "null", "[]", ""]) {
    expect(readableLine(broken)).toBeNull();
  }
});

test("G6: so is a header", () => {
  expect(headerOf(null)).toBeNull();
  expect(headerOf('{"v":1,"file":"snapshot"}')).toBeNull();
  expect(headerOf("{")).toBeNull();
});
