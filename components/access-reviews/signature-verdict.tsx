import { Callout } from "@/components/ui/callout";
import type { SignatureView } from "@/lib/access-reviews/sign/sign-view";

/** What the signature came to when it was checked just now. */
export function SignatureVerdict({ check }: Pick<SignatureView, "check">) {
  if (check.state === "whole") {
    return (
      <Callout tone="seal" title="It holds" className="mb-5">
        {check.detail}
      </Callout>
    );
  }
  return (
    <Callout tone="fail" title={`BROKEN: ${check.reason ?? "unknown"}`} className="mb-5">
      {check.detail}
    </Callout>
  );
}
