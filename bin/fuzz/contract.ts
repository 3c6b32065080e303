// gateway-logs §5.2: what a sender may be answered. Anything else is a fault.
import type { Heard } from "../lab/ask";
import type { Sound } from "./bodies";

/** Node itself answers some heads before anybody here sees them: too long, or no HTTP. */
const ALWAYS = [200, 401, 403, 413, 429, 503, 400, 404, 405, 431];
const NEVER_OF: Partial<Record<Sound["format"], number>> = {
  lines: 400,
  splunk: 400,
  elastic: 400,
};
const RETRIED = [429, 503];

/** What is wrong with an answer, as a sentence; null where it is one of the contract. `isPlain`: the address, the method and the head were sound. */
export function faultOf(format: Sound["format"], heard: Heard, isPlain: boolean): string | null {
  const { status, headers } = heard;
  if (!ALWAYS.includes(status)) return `the status ${status}`;
  if (isPlain && NEVER_OF[format] === status) return "a 400, on which its sender drops records";
  if (RETRIED.includes(status) && !/^\d+$/.test(headers["retry-after"] ?? "")) {
    return `a ${status} without Retry-After`;
  }
  if (status !== 200) return null;
  return FORM[format](heard) ? null : `a body that is not of the contract: ${told(heard)}`;
}

const FORM: Record<Sound["format"], (heard: Heard) => boolean> = {
  lines: (heard) => {
    const { accepted, duplicates, quarantined, batch_id: batch } = jsonOf(heard) ?? {};
    return [accepted, duplicates, quarantined].every(Number.isInteger) && typeof batch === "string";
  },
  "otlp-json": isOtlp,
  "otlp-protobuf": isOtlp,
  splunk: (heard) => jsonOf(heard)?.code === 0,
  elastic: (heard) => {
    const { errors, items, took } = jsonOf(heard) ?? {};
    return errors === false && Array.isArray(items) && Number.isInteger(took);
  },
  docker: ({ body }) => body.length === 0,
};

/** Answered in the type of the request, whatever the body was in truth. */
function isOtlp(heard: Heard): boolean {
  if (heard.headers["content-type"] === "application/x-protobuf") {
    return heard.body.length === 0 || heard.body[0] === 0x0a;
  }
  const json = jsonOf(heard);
  return json !== null && Object.keys(json).every((name) => name === "partialSuccess");
}

function jsonOf({ body }: Heard): Readonly<Record<string, unknown>> | null {
  try {
    const json: unknown = JSON.parse(body.toString());
    return typeof json === "object" && json !== null ? { ...json } : null;
  } catch {
    return null;
  }
}

function told({ body }: Heard): string {
  return body.toString("latin1").slice(0, 200);
}
