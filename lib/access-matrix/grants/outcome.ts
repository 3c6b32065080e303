import type { Done } from "@/lib/core/action-state";
import type { AccessAsked } from "../commands/request-access";
import type { RemovalAsked } from "../commands/request-removal";

/** What the person is told after asking for access, and where to look. */
export function askedDone({ requests, granted }: AccessAsked, keyId: string): Done {
  const sent =
    requests.length === 0
      ? ""
      : `${requests.length === 1 ? "1 request was" : `${requests.length} requests were`} sent for approval.`;
  const given =
    granted.length === 0
      ? ""
      : `${granted.length === 1 ? "1 operation was" : `${granted.length} operations were`} granted at once by a standard change.`;
  return { message: [given, sent].filter(Boolean).join(" "), next: whereToLook(requests, keyId) };
}

function whereToLook(requests: AccessAsked["requests"], keyId: string): string {
  const [first, second] = requests;
  if (second) return "/inbox?show=mine";
  return first ? `/inbox/${first.id}` : `/access-matrix/grants?key=${keyId}`;
}

/** What the person is told after asking for an end. */
export function removalDone({ requests }: RemovalAsked): Done {
  const [first] = requests;
  const message =
    requests.length === 1
      ? "The removal was sent for approval."
      : `${requests.length} removals were sent for approval.`;
  return { message, ...(first ? { next: `/inbox/${first.id}` } : {}) };
}
