import { afterEach, expect, test, vi } from "vitest";
import { AppError } from "@/lib/core/app-error";
import { type BodyRoom, bodyRoom, type RoomLimits } from "./body-room";
import { defineIngest, type Received } from "./define-ingest";
import type { BodyPace } from "./read-body";

const text = new TextEncoder();
const LIMITS: RoomLimits = {
  ...{ requests: 4, requestsOfOne: 3, heldBytes: 2_000, workBytes: 2_000, patienceMs: 40 },
};
const PACE: BodyPace = { graceMs: 150, bytesPerSecond: 1_000_000, wholeMs: 400 };

type Options = {
  take?: (received: Received) => Promise<void>;
  grants?: readonly "call:push"[];
  room?: BodyRoom;
  growth?: number;
};

function door({ take, grants = ["call:push"], room, growth = 1 }: Options = {}) {
  const route = defineIngest({
    permission: "call:push",
    authenticate: async (request) => {
      const id = request.headers.get("authorization");
      if (id === null) throw new AppError("unauthenticated", "Send a token.");
      return { kind: "source", id, grants };
    },
    room: room ?? bodyRoom(LIMITS),
    pace: PACE,
    boundOf: (encoding) => ({
      ...{ maxBytes: encoding === null ? 600 : 100, maxUnpackedBytes: 600, growth },
    }),
    take: async (_ctx, received) => {
      await take?.(received);
      return { status: 200, contentType: "text/plain", body: received.body };
    },
    refuse: ({ code, message, status }) => ({
      ...{ status, contentType: "text/plain", body: text.encode(`${code}: ${message}`) },
    }),
  });
  return async (body: BodyInit | null, asked: Asked = {}) => {
    const { source, from = "gateway", headers = {}, query = "" } = asked;
    const request = new Request(`http://test/${query}`, {
      ...{ method: "POST", body, duplex: "half" },
      headers: { ...(from === null ? {} : { authorization: from }), ...headers },
    });
    const params = Promise.resolve(source ? { source } : undefined);
    const response = await route(request, { params });
    const { status } = response;
    return { status, text: await response.text(), headers: response.headers, request };
  };
}

type Asked = {
  source?: string;
  from?: string | null;
  headers?: Readonly<Record<string, string>>;
  query?: string;
};

/** A body that comes in pieces, and then goes on as it is told: it ends, or nothing more ever comes. */
function pieces(sizes: readonly number[], { ends = true, everyMs = 0 } = {}) {
  let pulled = 0;
  const cancel = vi.fn();
  const stream = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const size = sizes[pulled];
        if (everyMs > 0) await new Promise((resolve) => setTimeout(resolve, everyMs));
        if (size !== undefined) controller.enqueue(new Uint8Array(size).fill(0x78));
        else if (ends) controller.close();
        else await new Promise(() => {});
        pulled += 1;
      },
      cancel,
    },
    { highWaterMark: 0 },
  );
  return { stream, pulled: () => pulled, cancel };
}

afterEach(() => {
  vi.restoreAllMocks();
});

test("what a source pushes is taken in as it came and answered in the form of its sender", async () => {
  const seen: Received[] = [];
  const push = door({ take: async (received) => void seen.push(received) });
  const answer = await push("hello", { source: "gateway", query: "?receipts=1" });
  expect(answer).toMatchObject({ status: 200, text: "hello" });
  expect(answer.headers.get("content-length")).toBe("5");
  expect(seen[0]).toMatchObject({ sourceId: "gateway", place: { source: "gateway" } });
  expect(seen[0]?.query.get("receipts")).toBe("1");
});

test.each([
  ["a stranger", { from: null }, {}, 401],
  ["a source without the right", {}, { grants: [] }, 403],
  ["the token of another source than the address names", { source: "other" }, {}, 403],
])("no byte is read of %s", async (_, asked, options, status) => {
  const { stream, pulled } = pieces([10]);
  expect(await door(options)(stream, asked)).toMatchObject({ status });
  expect(pulled()).toBe(0);
});

test("a body is refused where it crosses its limit: the rest is not read, and the connection is left to the answer", async () => {
  const { stream, pulled, cancel } = pieces([400, 400, 400, 400]);
  expect(await door()(stream)).toMatchObject({ status: 413 });
  expect(pulled()).toBe(2);
  expect(cancel).not.toHaveBeenCalled();
});

test("a body that says how long it is is refused before its first byte, and a packed one earlier", async () => {
  const { stream, pulled } = pieces([10]);
  const headers = { "content-length": "601" };
  expect(await door()(stream, { headers })).toMatchObject({ status: 413 });
  expect(pulled()).toBe(0);
  const packed = { "content-encoding": "gzip" };
  expect(await door()("x".repeat(101), { headers: packed })).toMatchObject({ status: 413 });
});

test("a body that trickles is given up in time, one that comes steadily is not", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  const started = performance.now();
  const answer = await door()(pieces([1, 1], { ends: false, everyMs: 10 }).stream);
  expect(answer).toMatchObject({ status: 503 });
  expect(answer.headers.get("retry-after")).toBe("30");
  expect(performance.now() - started).toBeLessThan(350);
  expect(await door()(pieces([1, 1, 1], { everyMs: 5 }).stream)).toMatchObject({ status: 200 });
});

test("more requests at once than there is room for are told to come back, of one sender sooner than of all", async () => {
  const push = door();
  const open = [1, 2, 3].map(() => push(pieces([1], { everyMs: 20 }).stream));
  const fourth = await push("x");
  expect(fourth).toMatchObject({ status: 429 });
  expect(fourth.headers.get("retry-after")).toBe("5");
  open.push(push(pieces([1], { everyMs: 20 }).stream, { from: "another" }));
  expect(await push("x", { from: "third" })).toMatchObject({ status: 429 });
  expect((await Promise.all(open)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(await push("x")).toMatchObject({ status: 200 });
});

test("bytes that wait for an answer have an end, of one sender at half of it", async () => {
  const room = bodyRoom({ ...LIMITS, requests: 9, requestsOfOne: 9, heldBytes: 1_000 });
  let go = () => {};
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const push = door({ room, take: () => gate });
  const held = push("x".repeat(450));
  await expect.poll(async () => (await push("x".repeat(60))).status).toBe(429);
  const other = push("x".repeat(450), { from: "another" });
  go();
  expect((await Promise.all([held, other])).map(({ status }) => status)).toEqual([200, 200]);
});

test("bodies wait for room to be unpacked, in order, and not for ever", async () => {
  let working = 0;
  let most = 0;
  const slow = async () => {
    working += 1;
    most = Math.max(most, working);
    await new Promise((resolve) => setTimeout(resolve, 15));
    working -= 1;
  };
  const room = () => bodyRoom({ ...LIMITS, workBytes: 1_200 });
  const push = door({ room: room(), take: slow, growth: 1_000 });
  const answers = await Promise.all([push("a"), push("b"), push("c")]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(most).toBe(1); // one sender has half of the room
  const stuck = door({ room: room(), take: () => new Promise(() => {}), growth: 1_000 });
  void stuck("a");
  expect(await stuck("b")).toMatchObject({ status: 429 });
});

test("what nobody foresaw is a 503 to the sender and a line to whoever runs the server, never a 500", async () => {
  const said = vi.spyOn(console, "error").mockReturnValue();
  const push = door({
    take: async () => {
      throw new TypeError("a bug with cs_secret in it");
    },
  });
  const answer = await push("x", { query: "?token=cs_secret" });
  expect(answer).toMatchObject({ status: 503 });
  expect(answer.headers.get("retry-after")).toBe("30");
  expect(answer.text).not.toContain("bug");
  expect(said.mock.calls.flat().join()).toContain('"what":"push.failed"');
});

test.each([
  ["unavailable", 503],
  ["throttled", 429],
  ["too_large", 413],
  ["invalid_input", 400],
  ["not_found", 401],
  ["conflict", 401],
] as const)("%s is answered with %i", async (code, status) => {
  vi.spyOn(console, "error").mockReturnValue();
  const push = door({
    take: async () => {
      throw new AppError(code, "Why.");
    },
  });
  expect(await push("x")).toMatchObject({ status, text: `${code}: Why.` });
});
