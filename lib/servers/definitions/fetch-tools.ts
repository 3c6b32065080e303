// The one place where Countersign calls a server, and only because an admin typed its address and asked for it.
import "server-only";
import { lookup } from "node:dns/promises";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ResultSchema } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import { AppError } from "@/lib/core/app-error";
import { addressKind } from "./address-kind";
import { FETCH_MS, PAGES_MAX, TOOLS_BYTES_MAX } from "./definition-limits";
import { hearingFetch, repliesIn } from "./wire-replies";

/** `text`: the replies to tools/list as they came over the wire, a JSON list of pages. `warning`: empty if none. */
export type Fetched = { readonly text: string; readonly warning: string };

/**
 * Asks an MCP server over Streamable HTTP for all its tools. Follows no redirect, takes at most 1.5 MB and 20 seconds. The
 * token is sent to this address and kept nowhere. Errors: invalid_input, at the address, with what went wrong.
 */
export async function fetchToolsList({
  url,
  token,
}: {
  url: string;
  token: string;
}): Promise<Fetched> {
  const warning = await warningOf(new URL(url));
  const heard = hearingFetch(TOOLS_BYTES_MAX);
  const transport = new StreamableHTTPClientTransport(new URL(url), {
    fetch: heard.fetch,
    requestInit: token ? { headers: { Authorization: `Bearer ${token}` } } : {},
    reconnectionOptions: NO_RECONNECTION,
  });
  const client = new Client({ name: "countersign", version: "1" });
  const options = { timeout: FETCH_MS, signal: AbortSignal.timeout(FETCH_MS) };
  try {
    await client.connect(transport, options);
    await askForPages(client, options);
    const replies = repliesIn(heard.texts());
    if (replies.length === 0) throw new Error("it answered without a list of tools");
    return { text: `[${replies.join(",")}]`, warning };
  } catch (error) {
    throw notFetched(error);
  } finally {
    await client.close().catch(() => {}); // whatever it says on the way out, we are done
  }
}

const NO_RECONNECTION = {
  maxRetries: 0,
  initialReconnectionDelay: 1_000,
  maxReconnectionDelay: 1_000,
  reconnectionDelayGrowFactor: 1,
};

const page = ResultSchema.extend({ nextCursor: z.string().optional() });

async function askForPages(
  client: Client,
  options: { timeout: number; signal: AbortSignal },
): Promise<void> {
  let cursor: string | undefined;
  for (let asked = 0; asked < PAGES_MAX; asked += 1) {
    const params = cursor === undefined ? {} : { cursor };
    const result = await client.request({ method: "tools/list", params }, page, options);
    if (!result.nextCursor || result.nextCursor === cursor) return;
    cursor = result.nextCursor;
  }
  throw new Error(`its list has more than ${PAGES_MAX} pages`);
}

// A name may stand for another address a moment later; an admin's own network is not kept from them here, only pointed out.
async function warningOf({ hostname }: URL): Promise<string> {
  const host = hostname.replace(/^\[|\]$/g, "");
  const addresses = await lookup(host, { all: true }).catch((error: unknown) => {
    throw notFetched(error);
  });
  const kinds = addresses.map(({ address }) => addressKind(address));
  if (kinds.includes("refused")) {
    throw refused("This address is link-local. No MCP server stands there, cloud metadata does.");
  }
  return kinds.includes("private")
    ? "This address lies inside a private network: it was asked from where Countersign runs."
    : "";
}

const NETWORK_FAULT = z.object({ cause: z.object({ code: z.string() }) });
const CODED = z.object({ code: z.union([z.string(), z.number()]) });

function notFetched(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return refused(`The server gave no list: ${faultOf(error)}.`, error);
}

function faultOf(error: unknown): string {
  const network = NETWORK_FAULT.safeParse(error);
  if (network.success) return `no connection (${network.data.cause.code})`;
  const code = CODED.safeParse(error).data?.code;
  if (code === 401 || code === 403)
    return `it answered ${code}. Give an access token that it takes`;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "its name has no address";
  if (code === -32_001 || (error instanceof Error && error.name === "AbortError")) {
    return "no answer within 20 seconds";
  }
  if (typeof code === "number" && code >= 300) return `it answered ${code}`;
  const message = error instanceof Error ? error.message : "";
  return message === "" ? "it does not speak MCP over HTTP" : message.slice(0, 200).toWellFormed();
}

function refused(says: string, cause?: unknown): AppError {
  return new AppError("invalid_input", { message: says, fieldErrors: { url: [says] }, cause });
}
