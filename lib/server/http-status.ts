import type { ErrorCode } from "@/lib/core/app-error";

/** The status of each error code at a machine's door. */
export const HTTP_STATUS = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  invalid_input: 422,
  throttled: 429,
  unavailable: 503,
} as const satisfies Record<ErrorCode, number>;

/** An error as a machine reads it; `status` where the code's own would mislead. */
export function errorReply(
  code: ErrorCode,
  message: string,
  status: number = HTTP_STATUS[code],
): Response {
  const headers =
    code === "unavailable" || code === "throttled" ? { "Retry-After": "30" } : undefined;
  return Response.json({ error: { code, message } }, { status, ...(headers ? { headers } : {}) });
}
