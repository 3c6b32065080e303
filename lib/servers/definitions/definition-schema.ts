import { z } from "zod";
import { prose } from "@/lib/core/text";
import { REASON_MAX } from "../limits";
import { operationWish } from "../schema";
import { ORIGINS } from "./definition-labels";
import { ACCESS_TOKEN_MAX, TOOLS_BYTES_MAX, TOOLS_MAX, URL_MAX } from "./definition-limits";

const url = z
  .string()
  .trim()
  .max(URL_MAX, `Shorten the address to ${URL_MAX} characters.`)
  .refine(isHttp, "Give the whole address of the MCP endpoint, such as https://mcp.example/mcp.");

const token = z
  .string()
  .trim()
  .max(ACCESS_TOKEN_MAX, `An access token has at most ${ACCESS_TOKEN_MAX} characters.`)
  .regex(/^[\x21-\x7e]*$/, "An access token has no spaces and no special letters.");

const text = z
  .string()
  .min(1, "Paste the reply of the server, or choose a file.")
  .refine(
    (written) => new TextEncoder().encode(written).length <= TOOLS_BYTES_MAX,
    "This list is larger than 1.5 MB. Fetch it, or ask why it is so large.",
  );

const serverId = z.uuid("This is not the id of a server.");
const given = z.enum(ORIGINS, "Say where it is from.").exclude(["fetch"]);

/** Look at a list that somebody pasted or chose as a file. */
export const lookAtListInput = z.strictObject({ serverId, origin: given, text });
export type LookAtListInput = z.infer<typeof lookAtListInput>;

/** Ask a server for its list, and look at it. */
export const lookAtServerInput = z.strictObject({ serverId, url, token });
export type LookAtServerInput = z.infer<typeof lookAtServerInput>;

/** `hash`: of the plan that was looked at. `choices`: what new operations are, as JSON text. */
const decided = {
  serverId,
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "Look at the list first, so that you import what you see."),
  choices: z
    .string()
    .max(TOOLS_BYTES_MAX)
    .transform(parsedJson)
    .pipe(z.array(operationWish).max(TOOLS_MAX)),
};

export const importListInput = z.strictObject({ ...decided, origin: given, text });
export type ImportListInput = z.infer<typeof importListInput>;

/** The list is fetched again: what a browser holds of it proves nothing. */
export const importFetchedInput = z.strictObject({ ...decided, url, token });
export type ImportFetchedInput = z.infer<typeof importFetchedInput>;

export const askToPinInput = z.strictObject({
  operationId: z.uuid(),
  reason: prose("Say why, for the person who decides.", REASON_MAX),
});
export type AskToPinInput = z.infer<typeof askToPinInput>;

function isHttp(written: string): boolean {
  const parsed = URL.parse(written);
  if (!parsed || !["http:", "https:"].includes(parsed.protocol)) return false;
  return parsed.username === "" && parsed.password === "" && parsed.hash === "";
}

function parsedJson(written: string, ctx: z.RefinementCtx): unknown {
  try {
    return JSON.parse(written);
  } catch {
    ctx.addIssue({ code: "custom", message: "Load the page again." });
    return z.NEVER;
  }
}
