// The bytes of a conversation beside the SDK, which reads them with its own schemas: a hash is of what came over the wire.
import { isJsonObject } from "@/lib/ledger/json-shape";
import { parseLossless } from "@/lib/ledger/lossless-json";

type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/**
 * A fetch that follows no redirect and keeps the text of each answer to a POST, in order, as far as it has come. An answer that
 * goes beyond `maxBytes`, all together, breaks off.
 */
export function hearingFetch(
  maxBytes: number,
  ask: Fetch = fetch,
): { fetch: Fetch; texts: () => string[] } {
  const heard: Uint8Array[][] = [];
  let bytes = 0;
  const hearing: Fetch = async (url, init = {}) => {
    const response = await ask(url, { ...init, redirect: "error" });
    if (init.method !== "POST" || !response.body) return response;
    const chunks: Uint8Array[] = [];
    heard.push(chunks);
    const tap = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, out) {
        bytes += chunk.length;
        if (bytes > maxBytes) return out.error(new Error(`it sent more than ${maxBytes} bytes`));
        chunks.push(chunk);
        out.enqueue(chunk);
      },
    });
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(tap), { status, statusText, headers });
  };
  const texts = () => heard.map((chunks) => new TextDecoder().decode(Buffer.concat(chunks)));
  return { fetch: hearing, texts };
}

/** The JSON texts that are replies to tools/list: whole bodies, or the data of events (HTML, Server-sent events §9.2.6). */
export function repliesIn(texts: readonly string[]): string[] {
  return texts.flatMap(messagesOf).filter(isToolsReply);
}

function messagesOf(text: string): string[] {
  const trimmed = text.trim();
  return trimmed.startsWith("{") || trimmed.startsWith("[") ? [trimmed] : eventsOf(text);
}

function eventsOf(text: string): string[] {
  return text
    .replaceAll(/\r\n?/g, "\n")
    .split("\n\n")
    .map((event) =>
      event
        .split("\n")
        .filter((line) => line.startsWith("data:"))
        .map((line) => line.slice("data:".length).replace(/^ /, ""))
        .join("\n"),
    )
    .filter((data) => data !== "");
}

function isToolsReply(text: string): boolean {
  const json = parseLossless(text);
  return isJsonObject(json) && isJsonObject(json.result) && Array.isArray(json.result.tools);
}
