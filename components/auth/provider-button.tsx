"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { leaveForProvider } from "./sign-in-client";

/** Leads to the company's own sign-in and back. */
export function ProviderButton({ name, next }: { name: string; next: string }) {
  const [leaving, setLeaving] = useState(false);
  const [says, setSays] = useState<string | null>(null);
  const leave = async () => {
    setLeaving(true);
    setSays(null);
    const trouble = await leaveForProvider(next);
    if (trouble === null) return; // the page is on its way out
    setSays(trouble);
    setLeaving(false);
  };
  return (
    <div>
      <Button disabled={leaving} onClick={leave}>
        Sign in with {name}
      </Button>
      {says ? (
        <p role="alert" className="mt-2 text-fail">
          {says}
        </p>
      ) : null}
    </div>
  );
}
