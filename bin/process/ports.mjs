import { once } from "node:events";
import { createServer } from "node:net";

const LOOPBACKS = ["127.0.0.1", "::1"];

/** Whether nobody listens on a port: neither on all addresses nor on this machine's own. */
export async function isFree(port) {
  for (const host of [undefined, ...LOOPBACKS]) {
    const error = await tryListen(port, host);
    if (error?.code === "EADDRINUSE" || error?.code === "EACCES") return false;
  }
  return true;
}

/** `wanted` if it is free, else one of the following ten, else whichever the system gives. */
export async function freePort(wanted) {
  for (let port = wanted; port <= Math.min(wanted + 10, 65_535); port += 1) {
    if (await isFree(port)) return port;
  }
  return anyPort();
}

/** A port that nobody listens on just now. */
export async function anyPort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function tryListen(port, host) {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, "listening");
    return null;
  } catch (error) {
    return error; // a machine without IPv6 says EADDRNOTAVAIL: not taken
  } finally {
    server.close();
  }
}
