import type { Metadata } from "next";
import { PasskeyEnrolForm } from "@/components/auth/passkey-enrol-form";
import { PasskeyTable } from "@/components/auth/passkey-table";
import { PasswordForm } from "@/components/auth/password-form";
import { RoleList } from "@/components/auth/role-list";
import { SessionTable } from "@/components/auth/session-table";
import { SignOutEverywhere } from "@/components/auth/sign-out-everywhere";
import { DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import { getProfile } from "@/lib/auth/queries";
import { roleViews, toPasskeyRow, toSessionRow } from "@/lib/auth/view";
import { utcText } from "@/lib/core/clock";
import { requireActor } from "@/lib/server/require-actor";
import {
  beginPasskeyAction,
  endAllSessionsAction,
  endSessionAction,
  enrolPasskeyAction,
  renamePasskeyAction,
  revokePasskeyAction,
  setPasswordAction,
} from "./actions";

export const metadata: Metadata = { title: "Profile" };

type Query = { searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> };

export default async function ProfilePage({ searchParams }: Query) {
  const actor = await requireActor("profile:manage");
  const { passkey: link } = await searchParams;
  const now = new Date();
  const me = await getProfile(actor, now);
  const here = actor.kind === "person" ? actor.sessionId : undefined;
  const passkeys = me.passkeys.map((passkey) => toPasskeyRow(passkey, now));
  return (
    <>
      <PageHeader
        title={me.identity?.name ?? "Profile"}
        lead="Your account: who you are here, what you may do, and how you sign in and sign."
      />
      <Identity me={me} personId={actor.id} />
      <Section id="roles" title="Your roles" lead="Nobody changes their own roles; an admin does.">
        <RoleList roles={roleViews(me.roles)} />
      </Section>
      <Section
        id="password"
        title="Password"
        lead={
          me.password
            ? `Set ${utcText(me.password.changedAt)}.`
            : "You sign in without a password here."
        }
        actions={me.password ? <PasswordForm action={setPasswordAction} /> : null}
      />
      <Section
        id="passkeys"
        title="Passkeys"
        lead="A passkey is a key on your device that signs when you confirm by PIN, fingerprint or face. Only you can enrol one for yourself."
      >
        <PasskeyTable
          rows={passkeys}
          acts={{ rename: renamePasskeyAction, revoke: revokePasskeyAction }}
        />
        <div className="mt-5">
          <PasskeyEnrolForm
            begin={beginPasskeyAction}
            enrol={enrolPasskeyAction}
            link={typeof link === "string" ? link : ""}
            hasPassword={me.password !== null}
            needsLink={passkeys.length > 0 && passkeys.every(({ revokedAt }) => revokedAt !== null)}
          />
        </div>
      </Section>
      <Section
        id="sessions"
        title="Sessions"
        lead="Where you are signed in. A session you do not recognise: end it and set a new password."
        actions={<SignOutEverywhere action={endAllSessionsAction} />}
      >
        <SessionTable
          rows={me.sessions.map((session) => toSessionRow(session, here))}
          end={endSessionAction}
        />
      </Section>
    </>
  );
}

function Identity({
  me,
  personId,
}: {
  me: Awaited<ReturnType<typeof getProfile>>;
  personId: string;
}) {
  const providers = me.oidc.map(({ issuer }) => issuer).join(", ");
  return (
    <>
      <DefinitionList
        items={[
          { term: "Name", value: me.identity?.name },
          { term: "Title", value: me.identity?.title },
          { term: "E-mail address", value: me.identity?.email },
          {
            term: "Joined",
            value: me.joinedAt ? <Instant at={me.joinedAt.toISOString()} /> : null,
          },
          ...(providers === "" ? [] : [{ term: "Single sign-on", value: providers }]),
        ]}
      />
      <p className="mt-2 text-sm text-ink-3">
        An admin corrects these.{" "}
        <TextLink href={`/change-log?subject=person:${personId}`}>What changed about you</TextLink>
      </p>
    </>
  );
}
