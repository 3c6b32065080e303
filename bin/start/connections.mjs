/** As long as a sender may take for the head of a request, and as often as that is looked at. */
const HEADERS_MS = 10_000;
const CHECK_MS = 2_000;
/** As long as a body may take at all. A door for machines is stricter by itself. */
const REQUEST_MS = 600_000;
/** As long as the rest of a refused body is taken off the wire: a sender that still writes reads no answer. */
const LINGER_MS = 3_000;

/** Bounds of the server for senders that dawdle, for `createServer`. */
export const CONNECTION_BOUNDS = {
  headersTimeout: HEADERS_MS,
  requestTimeout: REQUEST_MS,
  connectionsCheckingInterval: CHECK_MS,
};

/**
 * An answer may be there before the body is: it was too large, or came from a stranger. Nobody reads the rest, and without this
 * the connection would stand still for ever. The rest is dropped for a while, so that the sender gets to its answer; then it ends.
 */
export function endUnread(request, response) {
  response.once("finish", () => {
    if (request.complete) return;
    // Whoever reads no more may still be listening, and would hold up the rest.
    request.removeAllListeners("readable");
    request.resume();
    // By then the sender may have come to its end, and use the connection for the next request.
    const end = () => request.complete || request.socket.destroy();
    setTimeout(end, LINGER_MS).unref();
  });
}

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Whether there is anything here for a method. Next answers some others with an error of the server. */
export function isMethod(method) {
  return METHODS.has(method);
}

/** What only Next's own pages send. On another request it is answered with a redirect. */
const PAGE_HEADERS = [
  "rsc",
  "next-action",
  "next-router-state-tree",
  "next-router-prefetch",
  "next-router-segment-prefetch",
];

/** A request of a machine without what could lead it away from its door. */
export function straightened(request) {
  request.url = withoutLastSlash(request.url);
  if (!MACHINE.test(request.url)) return;
  for (const name of PAGE_HEADERS) delete request.headers[name];
}

const MACHINE = /^\/(?:v1\/|services\/collector|api\/(?:ingest\/|otlp\/|elastic|hooks\/))/;

/** An address for machines without the slash at its end: shippers put one there, and few follow where Next would send them. */
export function withoutLastSlash(url) {
  const [path, ...query] = url.split("?");
  return MACHINE.test(url) ? [path.replace(/\/+$/, ""), ...query].join("?") : url;
}
