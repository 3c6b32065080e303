import { createServer, type IncomingMessage, type Server } from "node:http";
import { afterEach, expect, test } from "vitest";
import { addressKind } from "./address-kind";
import { fetchToolsList } from "./fetch-tools";
import { readToolsList } from "./tools-list";

const running: Server[] = [];
afterEach(() => {
  for (const server of running.splice(0)) server.close();
});

type Asked = { id?: number; method: string; params?: { cursor?: string } };
type Answer = (asked: Asked, authorization: string | undefined) => string | number;

const initialized = { protocolVersion: "2025-06-18", capabilities: { tools: {} } };

/** An MCP server over Streamable HTTP: answers with JSON, or as events where `events`. */
async function mcpServer(answer: Answer, { events = false } = {}): Promise<string> {
  const type = events ? "text/event-stream" : "application/json";
  const server = createServer(async (request, response) => {
    if (request.method !== "POST") return response.writeHead(405).end();
    const asked = await bodyOf(request);
    if (asked.id === undefined) return response.writeHead(202).end();
    const said = saidTo(asked, () => answer(asked, request.headers.authorization));
    if (typeof said === "number") return response.writeHead(said, { location: "/other" }).end();
    const reply = `{"jsonrpc":"2.0","id":${asked.id},"result":${said}}`;
    response.writeHead(200, { "content-type": type });
    return response.end(events ? `event: message\ndata: ${reply}\n\n` : reply);
  });
  running.push(server);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${address.port}/mcp`;
}

async function bodyOf(request: IncomingMessage): Promise<Asked> {
  let body = "";
  for await (const chunk of request) body += chunk;
  return JSON.parse(body);
}

function saidTo({ method }: Asked, answer: () => string | number): string | number {
  if (method !== "initialize") return answer();
  return JSON.stringify({ ...initialized, serverInfo: { name: "test", version: "1" } });
}

const TOOL =
  '{"name":"query","inputSchema":{"type":"object","maximum":9007199254740993},"unknown":{"x":1.0}}';

test.each([false, true])(
  "CC6.8 tools come as the wire had them (as events: %s)",
  async (events) => {
    const url = await mcpServer(() => `{"tools":[${TOOL}]}`, { events });
    const { text, warning } = await fetchToolsList({ url, token: "" });
    expect(text).toContain(TOOL); // not as a schema of the SDK would give it back
    expect(readToolsList(text)).toMatchObject({ refused: [], tools: [{ name: "query" }] });
    expect(warning).toContain("private network");
  },
);

test("all pages are asked for, and the token goes along", async () => {
  const seen: (string | undefined)[] = [];
  const url = await mcpServer(({ params }, authorization) => {
    seen.push(authorization);
    return params?.cursor === "2"
      ? '{"tools":[{"name":"b","inputSchema":{"type":"object"}}]}'
      : '{"tools":[{"name":"a","inputSchema":{"type":"object"}}],"nextCursor":"2"}';
  });
  const { text } = await fetchToolsList({ url, token: "secret" });
  expect(readToolsList(text).tools.map(({ name }) => name)).toEqual(["a", "b"]);
  expect(seen).toEqual(["Bearer secret", "Bearer secret"]);
});

test.each([
  ["a redirect is not followed", 302, /gave no list/],
  ["a server that wants a token says so", 401, /access token/],
  ["a server without tools is named", '{"prompts":[]}', /without a list of tools/],
  ["a list without end is cut off", `{"tools":["${"x".repeat(1_600_000)}"]}`, /more than/],
])("%s", async (_, answer, says) => {
  const url = await mcpServer(() => answer);
  await expect(fetchToolsList({ url, token: "" })).rejects.toMatchObject({
    code: "invalid_input",
    message: expect.stringMatching(says),
  });
});

test("cloud metadata is never asked", async () => {
  const asked = fetchToolsList({ url: "http://169.254.169.254/latest", token: "" });
  await expect(asked).rejects.toThrow("link-local");
});

test.each([
  ["93.184.216.34", "public"],
  ["10.0.0.8", "private"],
  ["::ffff:192.168.1.1", "private"],
  ["fd12::1", "private"],
  ["169.254.169.254", "refused"],
  ["::ffff:169.254.169.254", "refused"],
  ["fe80::1", "refused"],
])("%s is %s", (address, kind) => {
  expect(addressKind(address)).toBe(kind);
});
