import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AppShell } from "@/components/layout/app-shell";
import { SIDE_COOKIE, SIDE_FOLDED } from "@/components/layout/navigation";
import { SignOutButton } from "@/components/layout/sign-out-button";
import { LedgerBanner } from "@/components/ledger/ledger-banner";
import { asTheme, THEME_COOKIE } from "@/components/ui/theme";
import { countFindingsWaitingFor } from "@/lib/findings/queries";
import { requireSession } from "@/lib/server/require-session";
import { installation } from "@/lib/settings/installation";
import { countWaiting } from "./inbox/waiting";
import { ledgerBanner } from "./ledger/banner";
import { actionsFor, navigationFor } from "./navigation";

/** The frame. Each page asks for its own right: a layout is not run again when one moves between pages. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const { session, actor } = await requireSession();
  const [{ organisation, demo }, waiting, findings, jar, banner] = await Promise.all([
    installation(),
    countWaiting(actor, new Date()),
    countFindingsWaitingFor(actor),
    cookies(),
    ledgerBanner(actor),
  ]);
  return (
    <AppShell
      product="Countersign"
      installation={{ organisation, demo }}
      person={{ name: session.name, title: session.title, href: "/profile" }}
      navigation={navigationFor(actor, { "/inbox": waiting, "/findings": findings })}
      actions={actionsFor(actor)}
      theme={asTheme(jar.get(THEME_COOKIE)?.value)}
      folded={jar.get(SIDE_COOKIE)?.value === SIDE_FOLDED}
      signOut={<SignOutButton />}
    >
      <LedgerBanner key={banner.says} start={banner} />
      {children}
    </AppShell>
  );
}
