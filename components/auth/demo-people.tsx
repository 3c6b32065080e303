"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { RoleHolders } from "@/lib/auth/view";
import { signInWith } from "./sign-in-client";

/** The people of a demo by role: a click is the sign-in. */
export function DemoPeople({ roles, next }: { roles: readonly RoleHolders[]; next: string }) {
  const [busy, setBusy] = useState(false);
  const [says, setSays] = useState<string | null>(null);
  const enter = async (personId: string) => {
    setBusy(true);
    const state = await signInWith("demo", { personId });
    if (state.status === "done") return window.location.assign(next);
    setSays(state.status === "failed" ? state.message : null);
    setBusy(false);
  };
  return (
    <div className="space-y-6">
      {says ? (
        <p role="alert" className="text-fail">
          {says}
        </p>
      ) : null}
      {roles
        .filter(({ holders }) => holders.length > 0)
        .map(({ role, label, meaning, holders }) => (
          <section key={role} aria-labelledby={`demo-${role}`}>
            <h2 id={`demo-${role}`} className="font-semibold">
              {label}
            </h2>
            <p className="mb-2 text-sm text-ink-2">{meaning}</p>
            <ul className="flex flex-wrap gap-2">
              {holders.map(({ id, name, title }) => (
                <li key={id}>
                  <Button
                    disabled={busy}
                    onClick={() => enter(id)}
                    className="h-auto flex-col items-start gap-0 py-1"
                  >
                    <span>{name}</span>
                    <span className="text-sm font-normal text-ink-3">{title}</span>
                  </Button>
                </li>
              ))}
            </ul>
          </section>
        ))}
    </div>
  );
}
