// RFC 3161: asking an authority for a token, and believing only one that answers what was asked.
import { timeStampFaultOver, timeStampRequestOver } from "./time-stamp";

const PATIENCE_MS = 20_000;
const MAX_RESPONSE_BYTES = 100_000;

/** The TimeStampResp of an authority over a SHA-256. Errors: whatever kept it from giving one that fits. */
export async function askAuthority(
  hash: Uint8Array,
  nonce: Uint8Array,
  url: string,
): Promise<Uint8Array> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/timestamp-query" },
    body: Buffer.from(timeStampRequestOver(hash, nonce)),
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!response.ok) throw new Error(`the authority answered ${response.status}`);
  const bytes = new Uint8Array(await limited(response));
  const fault = timeStampFaultOver(bytes, hash, nonce);
  if (fault !== null) throw new Error(fault);
  return bytes;
}

async function limited({ body }: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > MAX_RESPONSE_BYTES) throw new Error("the authority answered with too much");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
