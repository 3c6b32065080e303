import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { pending } from "../migrate.mjs";
import { obstacleAt } from "../process/ports.mjs";
import { Refusal } from "../process/refusal.mjs";
import { at, ROOT } from "../process/root.mjs";
import { configurationOf } from "./configuration.mjs";
import { CONNECTION_BOUNDS, endUnread, isMethod, straightened } from "./connections.mjs";
import { dataDirectoryOf, openDataDirectory } from "./data-directory.mjs";

/** Set from the socket on every request; whatever a client sends under this name is dropped. */
const PEER_HEADER = "x-countersign-peer";
// Longer than the usual proxy keeps an idle connection, or the proxy would use one we just closed.
const KEEP_ALIVE_MS = 65_000;
const STOP_PATIENCE_MS = 10_000;

/** Checks everything, then serves until it is told to stop. Errors: Refusal. */
export async function startWeb({ dev }) {
  assertDatabaseNamed();
  const { PORT: port, DATABASE_URL: url, baseUrl } = configurationOf(process.env);
  const dataDirectory = dataDirectoryOf(process.env);
  openDataDirectory(dataDirectory);
  await assertPort(port);
  await assertMigrated(url);
  if (!dev) assertBuilt();

  process.chdir(ROOT);
  Object.assign(process.env, {
    NODE_ENV: dev ? "development" : "production",
    DATA_DIR: dataDirectory,
    // next-auth makes its addresses from this one; the Host header is not to be trusted with that.
    NEXTAUTH_URL: baseUrl,
  });
  const server = createServer(CONNECTION_BOUNDS);
  const app = await nextApp({ dev, port, server });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.on("request", handlerOf(app));
  await listen(server, port);
  stopWhenAsked(server, app);
  process.send?.({ ready: true });
}

// Only `npm run up` brings the embedded one along.
function assertDatabaseNamed() {
  if (process.env.DATABASE_URL) return;
  throw new Refusal(
    "The web process needs a database. Set DATABASE_URL to a PostgreSQL address, postgresql://user:password@host:5432/database, or start everything with `npm run up`.",
  );
}

async function assertMigrated(url) {
  const [first, ...others] = await pending({ url });
  if (!first) return;
  const which = others.length === 0 ? first : `${first} and ${others.length} more`;
  throw new Refusal(
    `This database lacks the migration ${which}. Run \`node bin/migrate.mjs\` with the same DATABASE_URL, or start everything with \`npm run up\`.`,
  );
}

function assertBuilt() {
  if (existsSync(at(".next", "BUILD_ID"))) return;
  throw new Refusal(
    "There is no build to serve. Run `npm run build`, or start everything with `npm run up`.",
  );
}

async function nextApp({ dev, port, server }) {
  // Imported late, because it reads NODE_ENV as it loads.
  const { default: next } = await import("next");
  const app = next({ dev, dir: ROOT, hostname: "localhost", port, httpServer: server });
  await app.prepare();
  return app;
}

function handlerOf(app) {
  const handle = app.getRequestHandler();
  return (request, response) => {
    endUnread(request, response);
    if (!isDecodable(request.url)) return refuse(response, 400, BAD_ADDRESS);
    if (!isMethod(request.method)) return refuse(response, 405, BAD_METHOD);
    straightened(request);
    delete request.headers[PEER_HEADER];
    const peer = request.socket.remoteAddress;
    if (peer) request.headers[PEER_HEADER] = peer;
    void handle(request, response);
  };
}

// Next answers such an address with an error of the server.
function isDecodable(url) {
  try {
    decodeURIComponent(url.split("?", 1)[0]);
    return true;
  } catch {
    return false;
  }
}

const BAD_ADDRESS =
  "This address is broken: after each % belong two digits of a letter in UTF-8.\n";
const BAD_METHOD = "There is nothing here for this method.\n";

function refuse(response, status, sentence) {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" });
  response.end(sentence);
}

async function listen(server, port) {
  try {
    server.listen(port);
    await once(server, "listening");
  } catch (error) {
    if (error.code !== "EADDRINUSE" && error.code !== "EACCES") throw error;
    throw new Refusal(portSentence(port, error.code), { cause: error });
  }
}

/** Errors: Refusal, where this user cannot have the port. */
export async function assertPort(port) {
  const code = await obstacleAt(port);
  if (code) throw new Refusal(portSentence(port, code));
}

function portSentence(port, code) {
  return code === "EACCES"
    ? `This user may not open port ${port}. Set PORT to one above 1023.`
    : `Port ${port} is taken by another program. Stop that program, or set PORT to a free port.`;
}

function stopWhenAsked(server, app) {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await drain(server);
    await Promise.race([globalThis.countersignTallies?.flush(), sleep(STOP_PATIENCE_MS)]);
    // The batch under way ends; what was recorded since waits in the outbox for the next start.
    await Promise.race([globalThis.countersignRelay?.stop(), sleep(STOP_PATIENCE_MS)]);
    await Promise.race([app.close(), sleep(2_000)]);
    process.exit(0);
  };
  for (const event of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(event, stop);
  process.on("disconnect", stop); // whoever started it is gone
}

// Takes no new request, lets those under way end, and gives up on what takes too long.
async function drain(server) {
  const closed = once(server, "close");
  server.close();
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  await Promise.race([closed, sleep(STOP_PATIENCE_MS)]);
  clearInterval(idle);
  server.closeAllConnections();
}
