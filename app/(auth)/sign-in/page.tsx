import type { Metadata } from "next";
import { DemoPeople } from "@/components/auth/demo-people";
import { ProviderButton } from "@/components/auth/provider-button";
import { SignInForm } from "@/components/auth/sign-in-form";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { signInSays } from "@/lib/auth/labels";
import { localPath } from "@/lib/auth/local-path";
import { oidcName } from "@/lib/auth/oidc-provider";
import { hasAnybodyJoined, listDemoPeople } from "@/lib/auth/queries";
import { toRoleHolders } from "@/lib/auth/role-table";
import { requireGuest } from "@/lib/server/require-guest";

export const metadata: Metadata = { title: "Sign in" };

type Query = { searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> };

export default async function SignInPage({ searchParams }: Query) {
  const { from, callbackUrl, error, csrf } = await searchParams;
  const next = localPath(first(from) ?? pathOf(first(callbackUrl)));
  const guest = await requireGuest("session:start", next);
  const [demo, begun] = await Promise.all([listDemoPeople(guest), hasAnybodyJoined(guest)]);
  const provider = oidcName();
  const word = first(error) ?? first(csrf);
  return (
    <>
      <PageHeader title="Sign in" />
      {word === undefined ? null : (
        <div role="alert" className="mb-5">
          <Callout tone="fail">{signInSays(word)}</Callout>
        </div>
      )}
      {begun ? null : (
        <Callout tone="note" title="Nobody has joined yet" className="mb-5">
          The first start of Countersign printed a one-time link in its window. Open that link to
          become the first admin. Starting again prints a new one.
        </Callout>
      )}
      {provider ? (
        <div className="mb-8">
          <ProviderButton name={provider} next={next} />
        </div>
      ) : null}
      {demo.length > 0 ? (
        <DemoPeople roles={toRoleHolders(demo)} next={next} />
      ) : (
        <SignInForm next={next} />
      )}
      <noscript>
        <p className="mt-5">Sign-in needs JavaScript. Switch it on for this address.</p>
      </noscript>
    </>
  );
}

function first(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" ? value : value?.[0];
}

// next-auth remembers whole addresses; where they lead is looked at again here.
function pathOf(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const { pathname, search } = new URL(address);
  return pathname.startsWith("/sign-in") ? undefined : `${pathname}${search}`;
}
