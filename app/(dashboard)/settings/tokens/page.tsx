import type { Metadata } from "next";
import { TokenForm } from "@/components/auth/token-form";
import { TokenTable } from "@/components/auth/token-table";
import { PageHeader } from "@/components/ui/page-header";
import { listActivePeople, namesOf } from "@/lib/auth/people";
import { listTokens } from "@/lib/auth/queries";
import { GRANT_CHOICES, toTokenRow } from "@/lib/auth/token-view";
import { requireActor } from "@/lib/server/require-actor";
import { makeTokenAction, revokeTokenAction } from "./actions";

export const metadata: Metadata = { title: "Tokens" };

export default async function TokensPage() {
  const actor = await requireActor("token:manage");
  const now = new Date();
  const tokens = await listTokens(actor);
  const [names, people] = await Promise.all([
    namesOf(tokens.flatMap(({ responsibleId, createdById }) => [responsibleId, createdById])),
    listActivePeople(),
  ]);
  const rows = tokens.map((token) => toTokenRow(token, names, now));
  const usable = rows.filter(({ revocable }) => revocable).length;
  return (
    <>
      <PageHeader
        title="Tokens"
        count={rows.length}
        back={{ href: "/settings", label: "Settings" }}
        lead={`${usable} usable. A token acts for a machine, with the rights it names and a person who answers for it.`}
        actions={
          <TokenForm
            grants={GRANT_CHOICES}
            people={people.map(({ id, name, title }) => ({ id, name, title }))}
            action={makeTokenAction}
          />
        }
      />
      <TokenTable rows={rows} revoke={revokeTokenAction} />
    </>
  );
}
