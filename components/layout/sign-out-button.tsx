"use client";

import { LogOut } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast-store";

const TOKEN_AT = "/api/auth/csrf";
const END_AT = "/api/auth/signout";
const AFTER = "/sign-in";

/** Ends this session. The page is loaded anew afterwards, so that nothing of it stays in memory. */
export function SignOutButton() {
  const [pending, setPending] = useState(false);
  const leave = async () => {
    setPending(true);
    if (await endSession()) window.location.assign(AFTER);
    else {
      setPending(false);
      toast(
        "The session did not end, because the server did not answer. Check the connection and sign out again.",
      );
    }
  };
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label="Sign out"
      title="Sign out"
      aria-disabled={pending}
      onClick={leave}
      className="noscript:hidden"
    >
      <LogOut aria-hidden className="icon icon-sm" />
    </Button>
  );
}

// The token proves that the request comes from this house's own page.
async function endSession(): Promise<boolean> {
  try {
    const token: unknown = await (await fetch(TOKEN_AT)).json();
    if (typeof token !== "object" || token === null || !("csrfToken" in token)) return false;
    const body = new URLSearchParams({
      csrfToken: String(token.csrfToken),
      callbackUrl: AFTER,
      json: "true",
    });
    return (await fetch(END_AT, { method: "POST", body })).ok;
  } catch {
    return false;
  }
}
