import type { Metadata } from "next";
import { PermissionTable } from "@/components/auth/permission-table";
import { RoleHolderList } from "@/components/auth/role-holders";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { listRoleHolders } from "@/lib/auth/queries";
import { toPermissionRows, toRoleHolders } from "@/lib/auth/role-table";
import { requireActor } from "@/lib/server/require-actor";

export const metadata: Metadata = { title: "Roles" };

export default async function RolesPage() {
  const actor = await requireActor("person:read");
  const roles = toRoleHolders(await listRoleHolders(actor));
  return (
    <>
      <PageHeader
        title="Roles"
        count={roles.length}
        back={{ href: "/settings", label: "Settings" }}
        lead="One table decides what each role may do; every page and every act reads it. Nobody approves, reviews or signs their own thing, whatever their roles."
      />
      <Section id="holders" title="Who holds which role">
        <RoleHolderList roles={roles} />
      </Section>
      <Section id="rights" title="What each role may do">
        <PermissionTable rows={toPermissionRows()} roles={roles} />
      </Section>
    </>
  );
}
