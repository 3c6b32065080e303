import { listHref } from "@/components/data-table/list-link";
import { ButtonLink } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/definition-list";
import { Diff } from "@/components/ui/diff";
import { Drawer } from "@/components/ui/drawer";
import { Hash } from "@/components/ui/hash";
import { Instant } from "@/components/ui/instant";
import { PersonName } from "@/components/ui/person-name";
import { StateMark } from "@/components/ui/state-mark";
import { TextLink } from "@/components/ui/text-link";
import type { ChangeDetail, LedgerProof } from "@/lib/change-log/view";
import { ChangeProof } from "./change-proof";

/** One change in full: who, when, about what, why, what became of each field, and the records as stored. */
export function ChangeDrawer({
  change,
  proof,
  readsLedger,
  address,
  previousId,
  nextId,
}: {
  change: ChangeDetail;
  proof: LedgerProof;
  /** Whether this person may open the ledger itself. */
  readsLedger: boolean;
  address: string;
  previousId: string | null;
  nextId: string | null;
}) {
  const to = (open: string | null) => listHref("/change-log", address, { open });
  const history = listHref("/change-log", "", { subject: change.subjectKey });
  return (
    <Drawer
      title={change.title}
      description={
        <>
          {change.who}, <Instant at={change.recordedAt} />
        </>
      }
      closeHref={to(null)}
      footer={
        <>
          {previousId ? <ButtonLink href={to(previousId)}>Previous change</ButtonLink> : null}
          {nextId ? <ButtonLink href={to(nextId)}>Next change</ButtonLink> : null}
          <ButtonLink href={history}>History of the {change.subjectKind.toLowerCase()}</ButtonLink>
        </>
      }
    >
      <ChangeFacts change={change} />
      <h3 className="mt-6 mb-2 font-semibold">What changed</h3>
      {change.diff.length === 0 ? (
        <p className="text-ink-2">
          No field of the record differs: the act itself is what is recorded.
        </p>
      ) : (
        <Diff rows={change.diff} caption="Fields before and after" />
      )}
      <details className="mt-5 mb-4">
        <summary className="cursor-pointer text-sm text-ink-2">Raw records</summary>
        <pre className="mt-2 max-h-96 overflow-auto border-y bg-paper-2 p-3 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
          {change.raw}
        </pre>
      </details>
      <ChangeProof proof={proof} linked={readsLedger} />
    </Drawer>
  );
}

function ChangeFacts({ change }: { change: ChangeDetail }) {
  const roles = change.roles === "" ? change.actorKind : `${change.actorKind}, ${change.roles}`;
  return (
    <DefinitionList
      items={[
        {
          term: "Who",
          value: (
            <>
              <PersonName name={change.who} /> <span className="text-ink-3">{roles}</span>
            </>
          ),
        },
        { term: "Act", value: <code className="font-mono text-sm">{change.action}</code> },
        { term: "Subject", value: <ChangeSubject change={change} /> },
        { term: "Occurred", value: <Instant at={change.occurredAt} /> },
        {
          term: "Recorded",
          value: (
            <>
              <Instant at={change.recordedAt} />{" "}
              {change.late === "" ? null : <StateMark tone="attention">{change.late}</StateMark>}
            </>
          ),
        },
        { term: "Reason", value: <span className="whitespace-pre-line">{change.reason}</span> },
        {
          term: "Request to the server",
          value: (
            <>
              <Hash value={change.requestId} label="Copy the request id" />{" "}
              <TextLink href={listHref("/change-log", "", { q: change.requestId })}>
                its changes
              </TextLink>
            </>
          ),
        },
        { term: "Change id", value: <Hash value={change.id} label="Copy the change id" /> },
      ].filter(({ term }) => term !== "Reason" || change.reason !== "")}
    />
  );
}

function ChangeSubject({ change }: { change: ChangeDetail }) {
  return (
    <>
      {change.subjectKind}{" "}
      {change.subjectHref === "" ? (
        change.subject
      ) : (
        <TextLink href={change.subjectHref}>{change.subject}</TextLink>
      )}{" "}
      <Hash value={change.subjectId} label="Copy the id of the subject" />
    </>
  );
}
