/** Headers as next-auth and Next hand them over. */
export type HeaderMap = Readonly<Record<string, string | undefined>>;

/**
 * The network address a request came from: the socket's (our server overwrites `x-countersign-peer`
 * with it), or what the outermost trusted proxy saw, counted from the right of X-Forwarded-For.
 * What a client writes further left is never believed.
 */
export function clientAddress(headers: HeaderMap, trustedProxyHops: number): string {
  const peer = headers["x-countersign-peer"] ?? "unknown";
  if (trustedProxyHops === 0) return peer;
  const hops = (headers["x-forwarded-for"] ?? "")
    .split(",")
    .map((hop) => hop.trim())
    .filter((hop) => hop !== "");
  return hops.at(-trustedProxyHops) ?? peer;
}
