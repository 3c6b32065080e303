import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { OutcomeBadge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import { StateMark } from "@/components/ui/state-mark";
import { TextLink } from "@/components/ui/text-link";
import type { FormAction } from "@/lib/core/action-state";
import type {
  DisclosureShown,
  ExceptionShown,
  RotationLine,
  SpanShown,
} from "@/lib/keys/facts-view";
import { EndExceptionForm } from "./key-acts";

const span = columnsOf<SpanShown>();
const spanColumns = span.columns([
  span.accessor("from", { header: "From" }),
  span.accessor("to", { header: "To" }),
  span.accessor("days", { header: "Days", meta: { align: "end" } }),
  span.accessor("word", {
    header: "Verdict",
    cell: ({ row }) => <OutcomeBadge outcome={row.original.tone}>{row.original.word}</OutcomeBadge>,
  }),
  span.accessor("ageTo", { header: "Age at the end", meta: { align: "end" } }),
  span.accessor("max", {
    header: "Oldest allowed",
    meta: { align: "end" },
    cell: ({ row }) => row.original.max ?? "None",
  }),
  span.accessor("version", {
    header: "Rule",
    cell: ({ row }) =>
      row.original.version === 0 ? "Built in" : `Version ${row.original.version}`,
  }),
]);

/** KEY-01: every day of the key, by the rule in force when it began. */
export function KeySpans({ spans }: { spans: readonly SpanShown[] }) {
  return (
    <Section
      id="key-days"
      title="Key-days"
      lead="Each day on which it could be used, against the rule that was in force when that day began. A rule that changes later does not reach back."
    >
      <DataTable
        caption="Key-days"
        rows={spans}
        columns={spanColumns}
        empty={{
          title: "No key-day yet",
          why: "The key has not been active, so no day of it counts.",
        }}
      />
    </Section>
  );
}

const rotation = columnsOf<RotationLine>();
const rotationColumns = rotation.columns([
  rotation.accessor("startedAt", {
    header: "Started",
    cell: ({ row }) => <Instant at={row.original.startedAt} />,
  }),
  rotation.accessor("role", {
    header: "This key",
    cell: ({ row }) => (row.original.role === "old" ? "is replaced" : "takes the place"),
  }),
  rotation.accessor("reason", { header: "Reason" }),
  rotation.accessor("stateWord", {
    header: "State",
    cell: ({ row }) => (
      <StateMark tone={row.original.state === "finished" ? "muted" : "attention"}>
        {row.original.stateWord}
      </StateMark>
    ),
  }),
  rotation.accessor("proof", {
    header: "Proof that the old key is refused",
    meta: { wrap: true },
    cell: ({ row }) => row.original.proof || "None yet",
  }),
]);

/** The rotations a key has a part in. */
export function KeyRotations({ rotations }: { rotations: readonly RotationLine[] }) {
  return (
    <Section id="rotations" title="Rotations">
      <DataTable
        caption="Rotations of this key"
        rows={rotations}
        columns={rotationColumns}
        rowHref={({ id }) => `/keys/rotations?open=${id}`}
        empty={{ title: "Never rotated", why: "No rotation to or from this key is on record." }}
      />
    </Section>
  );
}

/** What a person accepted, and until when. */
export function KeyExceptions({
  exceptions,
  end,
}: {
  exceptions: readonly ExceptionShown[];
  /** Null where the reader may not. */
  end: FormAction | null;
}) {
  if (exceptions.length === 0) return null;
  return (
    <Section id="exceptions" title="Exceptions">
      <ul className="border-t">
        {exceptions.map(
          ({ id, holds, fromAt, until, endedAt, reason, measures, acceptedBy, link }) => (
            <li key={id} className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b py-2">
              <div className="min-w-0 max-w-[72ch] flex-1">
                <p>
                  <StateMark tone={holds ? "attention" : "muted"}>
                    {holds ? "Holds" : "Over"}
                  </StateMark>{" "}
                  <Instant at={fromAt} /> to <Instant at={endedAt === "" ? until : endedAt} />,
                  accepted by {acceptedBy}. <TextLink href={link}>Open the request</TextLink>
                </p>
                <p className="text-ink-2">{reason}</p>
                <p className="text-ink-2">In the meantime: {measures}</p>
              </div>
              {holds && end ? <EndExceptionForm id={id} action={end} /> : null}
            </li>
          ),
        )}
      </ul>
    </Section>
  );
}

const disclosure = columnsOf<DisclosureShown>();
const disclosureColumns = disclosure.columns([
  disclosure.accessor("at", {
    header: "When",
    cell: ({ row }) => <Instant at={row.original.at} />,
  }),
  disclosure.accessor("word", { header: "What" }),
  disclosure.accessor("person", { header: "Who saw it" }),
  disclosure.accessor("reason", { header: "Reason", meta: { wrap: true } }),
  disclosure.accessor("ticket", { header: "Ticket" }),
  disclosure.accessor("recordedBy", { header: "Recorded by" }),
]);

/** KEY-06: who saw the secret. */
export function KeyDisclosures({ disclosures }: { disclosures: readonly DisclosureShown[] }) {
  return (
    <Section
      id="disclosures"
      title="Reveals and exports"
      lead="As the log of the vault says. Countersign holds no secret and sees none."
    >
      <DataTable
        caption="Reveals and exports"
        rows={disclosures}
        columns={disclosureColumns}
        empty={{
          title: "None recorded",
          why: "Nobody has recorded that this secret was shown or taken out.",
        }}
      />
    </Section>
  );
}
