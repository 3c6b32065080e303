import "server-only";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { z } from "zod";
import { AppError } from "@/lib/core/app-error";
import { MINUTE_MS } from "@/lib/core/clock";
import { isStorable, line } from "@/lib/core/text";
import { linesInCsv } from "./csv-lines";
import { AHEAD_MINUTES, BODY_MAX, LABEL_MAX } from "./enforced-limits";
import { type Policy, policyOf } from "./policy-lines";

/** What a gateway enforces, and as of when it says so. */
export type Statement = {
  readonly label: string;
  readonly statedAt: Date;
  readonly policy: Policy;
};

const INSTANT_SAYS = "Give the instant as 2026-11-21T14:00:00Z.";

const label = z
  .string()
  .trim()
  .max(LABEL_MAX)
  .refine(
    (text) => isStorable(text) && !/\p{Cc}/u.test(text),
    "This label holds a control character.",
  );

const pushed = z.strictObject({
  label: label.default(""),
  statedAt: z.iso.datetime({ offset: true, error: INSTANT_SAYS }).optional(),
  grants: z.array(z.unknown()),
});

/**
 * A statement from the body of a push: JSON, packed with gzip or not. Without `statedAt` it is as of `now`. Errors:
 * invalid_input, too_large (also: grows beyond 64 MiB).
 */
export async function statementOf(
  body: Uint8Array,
  encoding: string | null,
  now: Date,
): Promise<Statement> {
  const given = pushed.safeParse(jsonOf(await unpacked(body, encoding)));
  if (!given.success) {
    const says = given.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new AppError("invalid_input", `This is no policy. ${says.slice(0, 5).join("; ")}`);
  }
  const { statedAt, grants, ...rest } = given.data;
  const at = statedInstant(statedAt === undefined ? now : new Date(statedAt), now);
  return { ...rest, statedAt: at, policy: await policyOf(grants) };
}

/** What stands beside an uploaded file. */
export const uploadInput = z.strictObject({
  source: z.string().min(1, "Choose the gateway.").max(63),
  label: z.union([z.literal(""), line("", LABEL_MAX)]).default(""),
  /** As the date field writes it, in UTC; "" for now. */
  statedAt: z
    .union([z.literal(""), z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, INSTANT_SAYS)])
    .default(""),
});
export type UploadInput = z.infer<typeof uploadInput>;

/** A statement from a CSV file with a row of names. Errors: invalid_input, too_large. */
export async function uploadedStatement(
  bytes: Uint8Array,
  said: Pick<UploadInput, "label" | "statedAt">,
  now: Date,
): Promise<Statement> {
  const at = said.statedAt === "" ? now : new Date(`${said.statedAt}:00Z`);
  const policy = await policyOf(linesInCsv(textOf(bytes)));
  return { label: said.label, statedAt: statedInstant(at, now), policy };
}

/** Errors: invalid_input (no instant, or one that is still to come). */
function statedInstant(at: Date, now: Date): Date {
  if (Number.isNaN(at.getTime()) || at.getUTCFullYear() < 1970) {
    throw new AppError("invalid_input", `statedAt: ${INSTANT_SAYS}`);
  }
  if (at.getTime() > now.getTime() + AHEAD_MINUTES * MINUTE_MS) {
    const message = `statedAt is ahead of this server's clock by more than ${AHEAD_MINUTES} minutes (it is ${now.toISOString()} here). Set the clock right, or leave statedAt out.`;
    throw new AppError("invalid_input", message);
  }
  return at;
}

const inflate = promisify(gunzip);

async function unpacked(body: Uint8Array, encoding: string | null): Promise<string> {
  const coding = (encoding ?? "").trim().toLowerCase();
  if (coding === "" || coding === "identity") return textOf(body);
  if (coding !== "gzip") {
    throw new AppError("invalid_input", "Send the policy as it is, or packed with gzip.");
  }
  try {
    return textOf(await inflate(body, { maxOutputLength: BODY_MAX }));
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const message = "This body is damaged, is not gzip as it says, or grows beyond 64 MiB.";
    throw new AppError("invalid_input", { message, cause });
  }
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError("invalid_input", { message: "This is not UTF-8 text.", cause });
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid_input", { message: "The body is not JSON.", cause });
  }
}
