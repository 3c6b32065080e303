import { errorReply } from "./http-status";

/** The most a form may hold; Next is held to the same in next.config.ts. */
export const FORM_BYTES_MAX = 2 * 1024 * 1024;

/** What another site's page is told. */
export const FOREIGN =
  "This came from another site and was not carried out. Open Countersign itself and do it there.";

/**
 * The answer to a request that goes no further; null where it may. What would end as an error of the server is
 * refused here in words: what another site's page sent, methods no page has, forms too large or in pieces.
 */
export async function refusalOf(request: Request, baseUrl: string): Promise<Response | null> {
  if (request.method === "GET" || request.method === "HEAD") return null;
  const isMachine = new URL(request.url).pathname.startsWith("/api/");
  if (isForeign(request.headers, baseUrl))
    return isMachine ? errorReply("forbidden", FOREIGN) : refuse(403, FOREIGN);
  return isMachine ? null : formRefusal(request); // a route's own door says what it takes
}

/**
 * Whether another site's page sent this. A cookie would come along, so nothing else would stop it. Programs
 * send neither header; a bearer token is one no page of another site can send.
 */
export function isForeign(headers: Headers, baseUrl: string): boolean {
  if (/^Bearer /.test(headers.get("authorization") ?? "")) return false;
  const site = headers.get("sec-fetch-site") ?? "none";
  if (site !== "same-origin" && site !== "none") return true;
  const origin = headers.get("origin");
  if (origin === null || origin === new URL(baseUrl).origin) return false;
  // Somebody may have typed another name of this machine, such as 127.0.0.1.
  return !URL.canParse(origin) || new URL(origin).host !== headers.get("host");
}

async function formRefusal(request: Request): Promise<Response | null> {
  const { method, headers } = request;
  if (method !== "POST")
    return refuse(405, `A page takes no ${method}.`, { Allow: "GET, HEAD, POST" });
  if (Number(headers.get("content-length")) > FORM_BYTES_MAX) return tooLarge();
  const isAction = headers.has("next-action");
  const type = headers.get("content-type") ?? "";
  if (!type.startsWith("multipart/form-data")) return isAction ? notWhole() : null;
  // A declared length can lie or be absent, so what came is counted. No more than 10 MB come this far.
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength > FORM_BYTES_MAX) return tooLarge();
  const sent = new Response(bytes, { headers: { "content-type": type } });
  const form = await sent.formData().catch(() => null);
  return form !== null && (!isAction || isActionCall(form.get("0"))) ? null : notWhole();
}

function notWhole(): Response {
  return refuse(400, "This form did not arrive whole. Load the page and send it again.");
}

function tooLarge(): Response {
  return refuse(413, "This form holds more than 2 MB. Shorten it and send it again.");
}

// How React sends an action of ours: the state it had, then a reference to the form's fields.
function isActionCall(call: FormDataEntryValue | null): boolean {
  if (typeof call !== "string") return false;
  try {
    const sent: unknown = JSON.parse(call);
    if (!Array.isArray(sent) || sent.length !== 2) return false;
    const [state, fields]: unknown[] = sent;
    return typeof state === "object" && state !== null && fields === "$K1";
  } catch {
    return false;
  }
}

function refuse(status: number, sentence: string, headers: Record<string, string> = {}): Response {
  return new Response(`${sentence}\n`, {
    status,
    headers: { "Content-Type": "text/plain; charset=utf-8", ...headers },
  });
}
