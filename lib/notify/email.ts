import "server-only";
import { createTransport } from "nodemailer";
import { z } from "zod";
import { failure, type Outcome } from "./retry";

export type Mail = { id: string; to: string; subject: string; text: string };
export type Mailer = { send: (mail: Mail) => Promise<Outcome>; close: () => void };

const TIMEOUT_MS = 10_000;
const UNREACHABLE = [
  "ECONNECTION",
  "ECONNREFUSED",
  "ESOCKET",
  "ETIMEDOUT",
  "EDNS",
  "ETLS",
  "EAUTH",
];

const refusal = z.object({ code: z.string().optional(), responseCode: z.number().optional() });

/** A connection to the mail server at `url` (smtp or smtps), opened with the first mail. */
export function openMailer({ url, from }: { url: string; from: string }): Mailer {
  const limits = {
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  };
  const transport = createTransport({
    url,
    ...limits,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async ({ id, to, subject, text }) => {
      const message = {
        from,
        to: { name: "", address: to },
        subject,
        text,
        // The same id on each attempt lets a mail server drop one that was sent twice.
        messageId: `<${id}@countersign>`,
        headers: { "Auto-Submitted": "auto-generated" },
      };
      try {
        await transport.sendMail(message);
        return { ok: true };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    close: () => transport.close(),
  };
}

// The server's own words often repeat the recipient's address, so only its numbers are kept.
function outcomeOf(error: unknown): Outcome {
  const { code = "unknown", responseCode } = refusal.parse(error);
  if (UNREACHABLE.includes(code)) {
    return failure(`The mail server could not be used (${code}).`, { unreachable: true });
  }
  const permanent = responseCode !== undefined && responseCode >= 500; // RFC 5321 §4.2.1
  return failure(`The mail server refused the message (${responseCode ?? code}).`, {
    final: permanent,
  });
}
