import { expect, test } from "vitest";
import { type CloudEventsMode, cloudEventsMode, decodeCloudEvents } from "./cloud-events";
import { unwrapped } from "./wrapped";

const bytes = (text: string) => new TextEncoder().encode(text);
const decoded = (body: unknown, mode: CloudEventsMode = "structured", headers = new Headers()) =>
  decodeCloudEvents(bytes(typeof body === "string" ? body : JSON.stringify(body)), mode, headers);

const data = { tool: "orders.find", arguments: { id: 7 } };
const event = {
  specversion: "1.0",
  id: "e-1",
  source: "/gateways/1",
  type: "com.example.tool-call",
  time: "2026-08-21T09:15:30Z",
  data,
};
const binary = {
  "ce-specversion": "1.0",
  "ce-id": "e-1",
  "ce-source": "/gateways/1",
  "ce-type": "com.example.tool-call",
};

test.each([
  [{ "content-type": "application/cloudevents+json; charset=utf-8" }, "structured"],
  [{ "content-type": "Application/CloudEvents-batch+json" }, "batch"],
  [{ ...binary, "content-type": "application/json" }, "binary"],
  [{ ...binary, "content-type": "application/cloudevents+json" }, "structured"],
  [{ "content-type": "application/json" }, null],
])("what a request brings is told by its headers: %#", (headers, mode) => {
  expect(cloudEventsMode(new Headers(headers))).toBe(mode);
});

test("an event is there as sent, with source and id as its native id", () => {
  const { records, rejected } = decoded(event);
  expect(rejected).toEqual([]);
  expect(records).toEqual([
    {
      position: 0,
      envelope: "cloudevent",
      json: event,
      raw: bytes(JSON.stringify(event)),
      nativeId: ["/gateways/1", "e-1"],
    },
  ]);
});

test("a batch keeps the order, and what is no event in it is rejected at its place", () => {
  const { records, rejected } = decoded(
    [
      event,
      { ...event, id: "" },
      { ...event, specversion: "0.3" },
      7,
      { ...event, id: "e-2" },
      { ...event, source: undefined },
      { ...event, type: 7 },
      { ...event, data_base64: "e30=" },
    ],
    "batch",
  );
  expect(records.map(({ position, json }) => [position, json.id])).toEqual([
    [0, "e-1"],
    [4, "e-2"],
  ]);
  expect(rejected.map(({ position, reason }) => [position, reason])).toEqual([
    [1, "a CloudEvent without id"],
    [2, "not a CloudEvent of version 1"],
    [3, "not a JSON object"],
    [5, "a CloudEvent without source"],
    [6, "a CloudEvent without type"],
    [7, "a CloudEvent with data and data_base64"],
  ]);
});

test("in binary mode headers are attributes and the body is the data", () => {
  const headers = new Headers({
    ...binary,
    "ce-subject": "Euro%20%E2%82%AC",
    "ce-note": '"100% \\"sure\\""',
    "content-type": "application/json",
  });
  expect(decoded(data, "binary", headers).records).toMatchObject([
    {
      json: {
        ...{ specversion: "1.0", id: "e-1", source: "/gateways/1", data },
        subject: "Euro €",
        note: '100% "sure"',
        datacontenttype: "application/json",
      },
      nativeId: ["/gateways/1", "e-1"],
    },
  ]);
});

test("in binary mode a body may be empty, text, or nothing that can be read", () => {
  const of = (body: Uint8Array) => decodeCloudEvents(body, "binary", new Headers(binary));
  expect(of(new Uint8Array()).records[0]?.json).not.toHaveProperty("data");
  expect(of(bytes("tool called")).records[0]?.json.data).toBe("tool called");
  expect(of(Uint8Array.of(0xff)).rejected).toEqual([
    { position: 0, reason: "a CloudEvent whose data is no text", raw: Uint8Array.of(0xff) },
  ]);
});

test("data in base64 is read, so that nothing in it passes the redaction unseen", () => {
  const { data: _, ...others } = event;
  const encoded = Buffer.from(JSON.stringify(data)).toString("base64");
  const { records } = decoded({ ...others, data_base64: encoded });
  expect(records[0]?.json).toEqual({ ...others, data });
  expect(decoded({ ...others, data_base64: "/w==" }).rejected).toHaveLength(1);
  expect(decoded({ ...others, data_base64: 7 }).rejected).toHaveLength(1);
});

test("adapters look at the data, also where it is the text of it, and at the event where it holds none", () => {
  const inner = (body: unknown) => decoded(body).records.map((record) => unwrapped(record));
  expect(inner(event)).toMatchObject([{ envelope: "json", json: data, position: 0 }]);
  expect(inner({ ...event, data: JSON.stringify(data) })).toMatchObject([{ json: data }]);
  for (const none of ["words", null, 7, [data]]) {
    const body = { ...event, data: none };
    expect(inner(body)).toMatchObject([{ envelope: "cloudevent", json: body }]);
  }
});
