import { canonicalJson } from "@/lib/ledger/canonical-json";
import { sha256 } from "@/lib/ledger/crypto";

/** What an approval is bound to: which record, from which version, and every value before and after. */
type Bound = {
  kind: string;
  subjectKind: string;
  subjectId: string;
  baseVersion: number;
  diff: unknown;
};

/** SHA-256 over the RFC 8785 text of the wish, as 64 hex digits. Throws on what JSON cannot say. */
export function diffHash({ kind, subjectKind, subjectId, baseVersion, diff }: Bound): string {
  const text = canonicalJson({ kind, subjectKind, subjectId, baseVersion, diff });
  return Buffer.from(sha256(new TextEncoder().encode(text))).toString("hex");
}
