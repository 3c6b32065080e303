/** What a sender is answered, in the form that it knows. No content type: no body. */
export type IngestReply = {
  readonly status: number;
  readonly contentType: string | null;
  readonly body: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
};

/** The answer over HTTP. */
export function replyOf({ status, contentType, body, headers = {} }: IngestReply): Response {
  return new Response(Buffer.from(body), {
    status,
    headers: {
      ...(contentType === null ? {} : { "Content-Type": contentType }),
      "Content-Length": String(body.byteLength),
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
      ...headers,
    },
  });
}
