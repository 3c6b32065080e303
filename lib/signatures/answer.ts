import "server-only";
import { z } from "zod";
import { fromBase64url } from "./pure/base64url";

const BYTES_MAX = 16_000;
const base64url = z
  .string()
  .regex(/^[\w-]+$/)
  .max(BYTES_MAX);

// AuthenticationResponseJSON of WebAuthn Level 3 §5.1.8, as far as it counts here.
const sent = z.object({
  id: base64url,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
  }),
});

/** The raw bytes of what a browser sent for a passkey's answer. */
export type PasskeyAnswer = {
  readonly credentialId: string;
  readonly clientData: Uint8Array<ArrayBuffer>;
  readonly authenticatorData: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
};

/** The answer in a JSON text, or null where it is none. */
export function passkeyAnswer(text: string): PasskeyAnswer | null {
  const parsed = sent.safeParse(jsonOf(text));
  if (!parsed.success) return null;
  const { id, response } = parsed.data;
  const clientData = fromBase64url(response.clientDataJSON);
  const authenticatorData = fromBase64url(response.authenticatorData);
  const signature = fromBase64url(response.signature);
  if (clientData === null || authenticatorData === null || signature === null) return null;
  return {
    credentialId: id,
    clientData: new Uint8Array(clientData),
    authenticatorData: new Uint8Array(authenticatorData),
    signature: new Uint8Array(signature),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // what a browser sends is JSON, and anything else is no answer
  }
}
