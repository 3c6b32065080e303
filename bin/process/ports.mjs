import { once } from "node:events";
import { createServer } from "node:net";

const LOOPBACKS = ["127.0.0.1", "::1"];

/**
 * What keeps this user from a port: EADDRINUSE (somebody listens, on all addresses or on this machine's
 * own), EACCES (it is reserved), or null.
 */
export async function obstacleAt(port) {
  for (const host of [undefined, ...LOOPBACKS]) {
    const code = (await tryListen(port, host))?.code;
    if (code === "EADDRINUSE" || code === "EACCES") return code;
  }
  return null;
}

/** Whether this user can have a port right now. */
export async function isFree(port) {
  return (await obstacleAt(port)) === null;
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
