import { expect, test } from "vitest";
import { decodeHec, type HecEndpoint } from "./splunk-hec";
import { unwrapped } from "./wrapped";

const decoded = (text: string, endpoint: HecEndpoint = "event") =>
  decodeHec(new TextEncoder().encode(text), endpoint);

test("stacked events are read with their wrapper, whatever stands between them", () => {
  const first = { time: 1755767730.123, host: "gw-1", fields: { env: "prod" }, event: { a: 1 } };
  const second = { time: "1755767731", event: "tool called" };
  const texts = [first, second].map((one) => JSON.stringify(one));
  for (const glue of ["", "\n", "\r\n\r\n", " "]) {
    const { records, rejected } = decoded(texts.join(glue));
    expect(rejected).toEqual([]);
    expect(records).toMatchObject([
      { position: 0, envelope: "splunk-event", json: first },
      { position: 1, envelope: "splunk-event", json: second },
    ]);
  }
});

test("events without an event are rejected at their places", () => {
  const { records, rejected } = decoded(
    '{"event":{"a":1}}{"time":1}\nwords\n{"event":""}{"event":null}{"event":{"b":2}}',
  );
  expect(records.map(({ position }) => position)).toEqual([0, 5]);
  expect(rejected.map(({ position, reason }) => [position, reason])).toEqual([
    [1, "no event in it"],
    [2, "not JSON"],
    [3, "an event that is blank"],
    [4, "no event in it"],
  ]);
});

test("adapters look at the event, also where it is the text of one", () => {
  const { records } = decoded('{"event":{"a":1}}{"event":"{\\"a\\":1}"}{"event":"words"}');
  expect(records.map((record) => unwrapped(record).json)).toEqual([
    { a: 1 },
    { a: 1 },
    { event: "words" },
  ]);
});

test("what comes raw has no wrapper", () => {
  const { records, rejected } = decoded('{"event":1}\nwords\n{"a":1}', "raw");
  expect(records).toMatchObject([
    { envelope: "json", json: { event: 1 } },
    { envelope: "json", json: { a: 1 } },
  ]);
  expect(rejected).toHaveLength(1);
});

test("more than 10,000 events are refused", () => {
  const tooMany = () => decoded('{"event":1}'.repeat(10_001));
  expect(tooMany).toThrow(expect.objectContaining({ code: "too_large" }));
});
