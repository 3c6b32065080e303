// gateway-logs §5.2: what senders are told where nothing was taken, each in the form that it reads. The status decides whether it
// sends again.
import type { ErrorCode } from "@/lib/core/app-error";
import { jsonReply, type Reply } from "./reply";

/** Why nothing was taken, with the status of HTTP. */
export type Refused = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly status: number;
};

/** Of every push that has no form of its own. */
export function pushErrorReply({ status, code, message }: Refused): Reply {
  return jsonReply(status, { error: { code, message } });
}

/** Splunk's own numbers: Invalid token, Invalid data format, Server is busy, and what its newer servers say to a large body. */
const HEC_CODE = {
  unauthenticated: 4,
  forbidden: 4,
  not_found: 4,
  conflict: 4,
  invalid_input: 6,
  too_large: 27,
  throttled: 9,
  unavailable: 9,
} as const satisfies Record<ErrorCode, number>;

/** Of Splunk's collector. */
export function hecErrorReply({ status, code, message }: Refused): Reply {
  return jsonReply(status, { text: message, code: HEC_CODE[code] });
}

const ELASTIC_TYPE = {
  unauthenticated: "security_exception",
  forbidden: "security_exception",
  not_found: "security_exception",
  conflict: "security_exception",
  invalid_input: "illegal_argument_exception",
  too_large: "circuit_breaking_exception",
  throttled: "es_rejected_execution_exception",
  unavailable: "unavailable_shards_exception",
} as const satisfies Record<ErrorCode, string>;

/** Of Elasticsearch. */
export function elasticErrorReply({ status, code, message: reason }: Refused): Reply {
  const error = { type: ELASTIC_TYPE[code], reason };
  return jsonReply(status, { error: { root_cause: [error], ...error }, status });
}
