import type { ReactNode } from "react";
import { DemoMark } from "@/components/layout/demo-mark";
import { guestInstallation } from "@/lib/server/require-guest";

export default async function AuthLayout({ children }: { children: ReactNode }) {
  const installation = await guestInstallation();
  return (
    <>
      {installation?.demo ? <DemoMark /> : null}
      <main id="main" className="mx-auto w-full max-w-2xl px-4 pt-[10vh] pb-16">
        <p className="mb-8 leading-tight">
          <span className="block font-semibold tracking-tight">Countersign</span>
          <span className="block text-xs text-ink-3">{installation?.organisation ?? ""}</span>
        </p>
        {children}
      </main>
    </>
  );
}
