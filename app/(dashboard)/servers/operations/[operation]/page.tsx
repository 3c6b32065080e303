import type { Metadata } from "next";
import { DefinitionAsk } from "@/components/servers/definition-ask";
import { DefinitionFacts } from "@/components/servers/definition-facts";
import { DefinitionGrants } from "@/components/servers/definition-grants";
import { DefinitionHistory } from "@/components/servers/definition-history";
import { DefinitionState, DefinitionStateMark } from "@/components/servers/definition-state";
import { OperationActs } from "@/components/servers/operation-acts";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { found, requireActor } from "@/lib/server/require-actor";
import { PIN_STATE_MEANS } from "@/lib/servers/definitions/definition-labels";
import { toOperationFacts } from "@/lib/servers/definitions/operation-view";
import { getOperation } from "@/lib/servers/definitions/queries-definitions";
import { isEditable } from "@/lib/servers/policy";
import { toOperationForm } from "@/lib/servers/view";
import { editOperationAction, restoreOperationAction, retireOperationAction } from "../../actions";
import { askToPinAction } from "./actions";

export const metadata: Metadata = { title: "Operation" };

const ACTIONS = {
  edit: editOperationAction,
  retire: retireOperationAction,
  restore: restoreOperationAction,
};

export default async function OperationPage({
  params,
}: {
  params: Promise<{ operation: string }>;
}) {
  const actor = await requireActor("server:read");
  const now = new Date();
  const loaded = await found(getOperation(actor, (await params).operation, now));
  const operation = toOperationFacts(loaded, actor);
  const { server } = operation;
  return (
    <>
      <PageHeader
        title={operation.name}
        back={{ href: `/servers/${server.slug}`, label: server.name }}
        badge={<DefinitionStateMark state={operation.state} />}
        lead={PIN_STATE_MEANS[operation.state]}
        asOf={now.toISOString()}
        actions={
          <>
            <ButtonLink href={`/change-log?subject=operation:${operation.id}`}>History</ButtonLink>
            <ButtonLink href={`/change-log?subject=definition:${operation.id}`}>
              Definition history
            </ButtonLink>
            {operation.mayImport ? (
              <ButtonLink href={`/servers/${server.slug}/import`}>Import again</ButtonLink>
            ) : null}
            {operation.mayAsk ? (
              <DefinitionAsk id={operation.id} name={operation.name} action={askToPinAction} />
            ) : null}
          </>
        }
      />
      <DefinitionState operation={operation} />
      <DefinitionFacts operation={operation} />
      <DefinitionGrants grants={operation.grants} ownOnly={operation.ownGrants} />
      <DefinitionHistory definitions={operation.definitions} />
      {isEditable(loaded.server, actor) ? (
        <section aria-label="Acts" className="mt-8 flex flex-wrap gap-2 print:hidden">
          <OperationActs operation={toOperationForm(loaded.operation)} actions={ACTIONS} />
        </section>
      ) : null}
    </>
  );
}
