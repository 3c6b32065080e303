import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { expect, test } from "vitest";
import { endUnread, isMethod, straightened, withoutLastSlash } from "./connections.mjs";

test.each([
  ["/services/collector/", "/services/collector"],
  ["/services/collector/?channel=1", "/services/collector?channel=1"],
  ["/api/elastic/", "/api/elastic"],
  ["/api/elastic/logs/_bulk//", "/api/elastic/logs/_bulk"],
  ["/v1/logs/", "/v1/logs"],
  ["/v1/logs", "/v1/logs"],
  ["/agents/", "/agents/"],
  ["/agents?to=/v1/logs/", "/agents?to=/v1/logs/"],
])("the address %s is that of %s", (url, address) => {
  expect(withoutLastSlash(url)).toBe(address);
});

test("what only pages send does not lead a machine away from its door", () => {
  const machine = { url: "/v1/logs/", headers: { rsc: "1", "next-action": "x", accept: "x" } };
  straightened(machine);
  expect(machine).toEqual({ url: "/v1/logs", headers: { accept: "x" } });
  const page = { url: "/agents", headers: { rsc: "1" } };
  straightened(page);
  expect(page.headers.rsc).toBe("1");
});

test("methods that fetch forbids are not handed to Next", () => {
  expect(["GET", "POST", "OPTIONS"].every(isMethod)).toBe(true);
  expect(["TRACE", "CONNECT", "PROPFIND"].some(isMethod)).toBe(false);
});

test("a sender that is refused in the middle of its body is answered, and its connection ends", async () => {
  const server = createServer((request, response) => {
    endUnread(request, response);
    request.once("readable", () => {
      request.read(1);
      response.writeHead(413).end("too large");
    });
  });
  await once(server.listen(0), "listening");
  const { port } = addressOf(server.address());
  const socket = connect(port);
  let heard = "";
  socket.setEncoding("utf8").on("data", (text) => {
    heard += text;
  });
  socket.on("error", () => {}); // the server ends it while it writes
  const closed = once(socket, "close");
  socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100000000000\r\n\r\n");
  const pump = setInterval(() => socket.write(Buffer.alloc(65_536)), 5);
  await closed;
  clearInterval(pump);
  expect(heard).toContain("413");
  server.close();
}, 10_000);

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (typeof address !== "object" || address === null) throw new Error("not listening");
  return address;
}
