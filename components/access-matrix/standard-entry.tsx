import { DefinitionList } from "@/components/ui/definition-list";
import { Drawer } from "@/components/ui/drawer";
import { Instant } from "@/components/ui/instant";
import { TextLink } from "@/components/ui/text-link";
import type { StandardRow } from "@/lib/access-matrix/standard/view";
import type { FormAction } from "@/lib/core/action-state";
import { StandardEnd } from "./standard-end";

/** One entry of the catalogue, whole. */
export function StandardEntry({
  row,
  mayEnd,
  action,
}: {
  row: StandardRow;
  mayEnd: boolean;
  action: FormAction;
}) {
  return (
    <Drawer
      title={row.title}
      description={row.reason}
      closeHref="/access-matrix/catalogue"
      footer={
        mayEnd && row.live ? (
          <StandardEnd standardId={row.id} version={row.version} action={action} />
        ) : undefined
      }
    >
      <DefinitionList
        items={[
          { term: "Stands", value: row.state },
          { term: "Environments", value: row.environments },
          { term: "What operations may do at worst", value: row.access },
          { term: "Kinds of data", value: row.dataClasses, help: "Operations with no other." },
          { term: "Servers", value: row.servers },
          { term: "Grants for at most", value: `${row.maxDays} days` },
          { term: "Grants until", value: <Instant at={row.expiresAt} /> },
          { term: "Grants given", value: row.given.toLocaleString("en") },
          ...(row.lastAt ? [{ term: "Last given", value: <Instant at={row.lastAt} /> }] : []),
          { term: "Proposed by", value: row.requestedBy },
          {
            term: "Approved by",
            value: (
              <>
                {row.approvedBy}, <Instant at={row.approvedAt} />
              </>
            ),
          },
          ...(row.endedAt ? [{ term: "Ended", value: <Instant at={row.endedAt} /> }] : []),
          {
            term: "Request",
            value: <TextLink href={`/inbox/${row.requestId}`}>See the request</TextLink>,
          },
          {
            term: "History",
            value: (
              <TextLink href={`/change-log?subject=standard-change:${row.id}`}>
                See its changes
              </TextLink>
            ),
          },
        ]}
      />
    </Drawer>
  );
}
