import { expect, test } from "vitest";
import { decodeDockerHook } from "./docker-hook";

const decoded = (text: string) => decodeDockerHook(new TextEncoder().encode(text));

test("the result of a call is one record that no adapter takes for a call", () => {
  const result = { content: [{ type: "text", text: "7 orders" }], isError: false };
  expect(decoded(JSON.stringify(result, null, 2))).toMatchObject({
    records: [{ position: 0, envelope: "docker-hook", json: result }],
    rejected: [],
  });
});

test("an empty body is no record, and anything but an object is one that is rejected", () => {
  expect(decoded(" ")).toEqual({ records: [], rejected: [] });
  for (const text of ["words", "7", '{"a":1}{"b":2}', '{"a":1} words']) {
    expect(decoded(text)).toMatchObject({
      records: [],
      rejected: [{ position: 0, reason: "not one JSON object" }],
    });
  }
});
