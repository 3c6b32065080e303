import type { Metadata } from "next";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { can } from "@/lib/auth/actor";
import { requireActor } from "@/lib/server/require-actor";

export const metadata: Metadata = { title: "Settings" };

const ROOMS = [
  {
    href: "/settings/people",
    label: "People",
    says: "Who has an account, with which roles, and since when. Invite, deactivate, make links.",
    permission: "person:read",
  },
  {
    href: "/settings/roles",
    label: "Roles",
    says: "What each role may do, read from the table that every door reads, and who holds it.",
    permission: "person:read",
  },
  {
    href: "/settings/policies",
    label: "Policies",
    says: "The rules in force, their versions, who proposed and who approved each.",
    permission: "policy:read",
  },
  {
    href: "/settings/redaction",
    label: "Redaction",
    says: "What is taken out of every record before it is stored, how well, and who checked it.",
    permission: "redaction:read",
  },
  {
    href: "/settings/sources",
    label: "Sources",
    says: "The gateways that send their calls here: tokens, mappings, how complete and how late they are.",
    permission: "source:read",
  },
  {
    href: "/settings/tokens",
    label: "Tokens",
    says: "What machines may do here, until when, and who answers for it.",
    permission: "token:manage",
  },
  {
    href: "/settings/ledger",
    label: "Keys and verifier",
    says: "The public keys that sign the ledger, and the hashes of the program that checks it elsewhere.",
    permission: "ledger:status",
  },
  {
    href: "/settings/notifications",
    label: "Notifications",
    says: "The channels by which people are told, and what was delivered.",
    permission: "notification:read",
  },
] as const;

export default async function SettingsPage() {
  const actor = await requireActor("policy:read");
  const open = ROOMS.filter(({ permission }) => can(actor, permission));
  return (
    <>
      <PageHeader title="Settings" lead="How this installation is run, and by whom." />
      <ul className="border-t">
        {open.map(({ href, label, says }) => (
          <li key={href} className="border-b py-2.5">
            <TextLink href={href} className="font-medium">
              {label}
            </TextLink>
            <p className="max-w-[72ch] text-ink-2">{says}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
