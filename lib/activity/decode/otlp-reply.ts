// gateway-logs §8: what an OTLP sender is answered, in the encoding of its request. ExportTraceServiceResponse and
// ExportLogsServiceResponse (opentelemetry-proto, collector/…/v1), google.rpc.Status for what was not taken at all.
import type { AppError, ErrorCode } from "@/lib/core/app-error";
import type { OtlpSignal } from "./otlp-messages";
import { integerField, join, messageField, textField } from "./protobuf-writer";
import { JSON_TYPE, jsonReply, type Reply } from "./reply";

export type OtlpEncoding = "json" | "protobuf";
const PROTOBUF_TYPE = "application/x-protobuf";

/** How a request is encoded by its Content-Type; null where that is not one of OTLP's. */
export function otlpEncoding(contentType: string | null): OtlpEncoding | null {
  const type = (contentType ?? "").split(";")[0]?.trim().toLowerCase();
  if (type === JSON_TYPE) return "json";
  return type === PROTOBUF_TYPE || type === "application/protobuf" ? "protobuf" : null;
}

const REJECTED = { traces: "rejectedSpans", logs: "rejectedLogRecords" } as const;

/** 200: all was taken, or all but `rejected` records, which the sender must not send again; `why` is a sentence for its log. */
export function otlpReply(
  signal: OtlpSignal,
  encoding: OtlpEncoding,
  { rejected, why }: { readonly rejected: number; readonly why: string },
): Reply {
  if (encoding === "protobuf") {
    const partial = [integerField(1, BigInt(rejected)), textField(2, why)];
    return protobufReply(200, rejected === 0 ? new Uint8Array() : messageField(1, ...partial));
  }
  const partialSuccess = { [REJECTED[signal]]: String(rejected), errorMessage: why };
  return jsonReply(200, rejected === 0 ? {} : { partialSuccess });
}

/** google.rpc.Code. */
const RPC_CODE = {
  unauthenticated: 16,
  forbidden: 7,
  not_found: 5,
  conflict: 10,
  invalid_input: 3,
  too_large: 8,
  throttled: 8,
  unavailable: 14,
} as const satisfies Record<ErrorCode, number>;

/** google.rpc.Status: nothing was taken. `status` is that of HTTP, which decides whether the sender tries again. */
export function otlpErrorReply(
  encoding: OtlpEncoding,
  status: number,
  { code, message }: Pick<AppError, "code" | "message">,
): Reply {
  const rpc = RPC_CODE[code];
  if (encoding === "json") return jsonReply(status, { code: rpc, message });
  return protobufReply(status, join(integerField(1, BigInt(rpc)), textField(2, message)));
}

function protobufReply(status: number, body: Uint8Array): Reply {
  return { status, contentType: PROTOBUF_TYPE, body };
}
