import type { ReactNode } from "react";
import { OutcomeBadge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/definition-list";
import { Drawer } from "@/components/ui/drawer";
import { Instant } from "@/components/ui/instant";
import { TextLink } from "@/components/ui/text-link";
import type { LeakCheckShown } from "@/lib/activity/redaction-desk/leak-check-view";

/** One leak check: what was drawn and how, what was found, and who signed what. `children`: the form that signs it. */
export function LeakCheckDrawer({
  shown: { row, entries },
  children,
}: {
  shown: LeakCheckShown;
  children?: ReactNode;
}) {
  return (
    <Drawer
      title="Leak check"
      description={
        <>
          Drawn by {row.drawnBy}, <Instant at={row.drawnAt} />
        </>
      }
      closeHref="/settings/redaction"
      footer={
        <ButtonLink href={`/change-log?subject=leak-check:${row.id}`}>
          The changes it made
        </ButtonLink>
      }
    >
      <DefinitionList
        items={[
          {
            term: "Verdict",
            value: <OutcomeBadge outcome={row.state.outcome}>{row.state.label}</OutcomeBadge>,
          },
          {
            term: "Signed",
            value: row.signedAt ? (
              <>
                <Instant at={row.signedAt} /> by {row.signedBy}
              </>
            ) : (
              "not yet"
            ),
          },
          { term: "Note", value: row.note ?? "" },
          { term: "Drawn from", value: `${row.size} sealed entries of the calls log` },
          { term: "Rules", value: `version ${row.policyVersion}` },
          {
            term: "Seed",
            value: <code className="font-mono text-sm">{row.seed}</code>,
            help: "With the size it draws the same entries again.",
          },
        ]}
      />
      <h3 className="mt-6 mb-2 font-semibold">Entries</h3>
      <ul className="mb-6 border-t">
        {entries.map(({ index, href, found }) => (
          <li key={href} className="flex flex-wrap gap-x-3 border-b py-1.5">
            <TextLink href={href}>calls #{index}</TextLink>
            <span className={found === "" ? "text-ink-3" : "font-medium text-fail"}>
              {found === "" ? "nothing found" : found}
            </span>
          </li>
        ))}
      </ul>
      {children}
    </Drawer>
  );
}
