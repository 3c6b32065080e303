import type { Metadata } from "next";
import { FirstAdminForm } from "@/components/auth/first-admin-form";
import { JoinForm } from "@/components/auth/join-form";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { openLink } from "@/lib/auth/queries";
import { ROLE_CHOICES } from "@/lib/auth/view";
import { requireGuest } from "@/lib/server/require-guest";
import { acceptFirstAdminAction, acceptInvitationAction } from "./actions";

export const metadata: Metadata = { title: "Welcome", referrer: "no-referrer" };

const SPENT = {
  unknown: "Nobody made a link like this, or it was not copied whole.",
  used: "It has been used. If that was you, sign in.",
  replaced: "An admin took it back or made a newer one.",
  expired: "It was not used in time.",
} as const;

type Props = { params: Promise<{ token: string }> };

export default async function WelcomePage({ params }: Props) {
  const guest = await requireGuest("invitation:accept");
  const { token } = await params;
  const link = await openLink(guest, token, new Date());
  if (link.state !== "open") return <Spent why={SPENT[link.state]} />;
  if (link.purpose === "first-admin") return <FirstAdmin token={token} />;
  if (link.purpose === "passkey") return <Passkey token={token} />;
  if (!link.identity) return <Spent why={SPENT.replaced} />;
  const joining = link.purpose === "join";
  const { name, email } = link.identity;
  return (
    <>
      <PageHeader
        title={joining ? `Welcome, ${name}` : "Set a new password"}
        lead={
          joining
            ? "You were invited. Set a password and you are in; this link works once."
            : "This link works once. All your open sessions end when the password is set."
        }
      />
      <JoinForm
        token={token}
        email={email}
        name={joining ? name : null}
        action={acceptInvitationAction}
      />
    </>
  );
}

function FirstAdmin({ token }: { token: string }) {
  const further = ROLE_CHOICES.filter(({ value }) => value === "compliance" || value === "owner");
  return (
    <>
      <PageHeader
        title="Become the first admin"
        lead="This installation has no admin yet. Whoever opens this link first becomes one; it works once."
      />
      <FirstAdminForm token={token} roles={further} action={acceptFirstAdminAction} />
    </>
  );
}

function Passkey({ token }: { token: string }) {
  return (
    <>
      <PageHeader
        title="Enrol a new passkey"
        lead="All your passkeys are revoked, so a new one takes this link and you, signed in. The link is used up when the passkey is enrolled."
      />
      <ButtonLink variant="primary" href={`/profile?passkey=${encodeURIComponent(token)}#passkeys`}>
        Go to my profile
      </ButtonLink>
    </>
  );
}

function Spent({ why }: { why: string }) {
  return (
    <>
      <PageHeader
        title="This link opens nothing"
        lead={`${why} Ask an admin for a new one: Settings, People, your name, Make a link.`}
      />
      <ButtonLink href="/sign-in">Sign in</ButtonLink>
    </>
  );
}
