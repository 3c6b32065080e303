import { listHref } from "@/components/data-table/list-link";
import { RadioField } from "@/components/forms/choice-fields";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { TextArea } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/definition-list";
import { Drawer } from "@/components/ui/drawer";
import { Instant } from "@/components/ui/instant";
import type { QuarantineRow } from "@/lib/activity/sources/quarantine-view";
import { SOURCE_REASON_MAX } from "@/lib/activity/sources/source-labels";
import type { FormAction } from "@/lib/core/action-state";

/** One record that could not be read: why, what is left of it, and what was decided. */
export function QuarantineDrawer({
  sourceId,
  row,
  alike,
  address,
  dispose,
}: {
  sourceId: string;
  row: QuarantineRow;
  /** Open records of the source with the same reason, this one among them. */
  alike: number;
  address: string;
  /** Null for who may only look. */
  dispose: FormAction | null;
}) {
  return (
    <Drawer
      title="A record that was not read"
      description={row.reason}
      closeHref={listHref(`/settings/sources/${sourceId}/quarantine`, address, { open: null })}
      footer={
        dispose && row.state.isOpen ? (
          <Dismiss sourceId={sourceId} row={row} alike={alike} dispose={dispose} />
        ) : null
      }
    >
      <DefinitionList
        items={[
          { term: "State", value: row.state.label },
          { term: "Received", value: <Instant at={row.receivedAt} /> },
          { term: "Place in its batch", value: String(row.position) },
          { term: "Bytes as sent", value: row.bytes.toLocaleString("en") },
          {
            term: "HMAC",
            help: "recognises the same record when somebody shows it again",
            value: <code className="font-mono text-sm">{row.hmac}</code>,
          },
          { term: "Batch", value: <code className="font-mono text-sm">{row.batch}</code> },
          ...(row.state.isOpen
            ? []
            : [
                { term: "Decided by", value: row.disposedBy },
                { term: "Decided", value: row.disposedAt ? <Instant at={row.disposedAt} /> : "" },
                { term: "Reason given", value: row.disposition },
              ]),
        ]}
      />
      <h3 className="mt-6 mb-2 font-semibold">What it held, redacted</h3>
      {row.payload === "" ? (
        <p className="text-ink-2">Nothing of it could be decoded, so nothing of it is kept.</p>
      ) : (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
          tabIndex={0}
          className="overflow-auto border bg-paper-2 p-3 font-mono text-xs"
        >
          {row.payload}
        </pre>
      )}
    </Drawer>
  );
}

function Dismiss({
  sourceId,
  row,
  alike,
  dispose,
}: {
  sourceId: string;
  row: QuarantineRow;
  alike: number;
  dispose: FormAction;
}) {
  const all = `All ${alike.toLocaleString("en")} open ones with this reason`;
  return (
    <ConfirmForm
      trigger={<Button>Dismiss</Button>}
      title="Dismiss"
      description="It stays here with your reason. A day with records that were not read is no complete evidence until each is decided."
      action={dispose}
      submitLabel="Dismiss"
      hidden={{ id: sourceId, recordId: row.id }}
    >
      <RadioField
        name="scope"
        label="Which"
        options={[
          { value: "one", label: "This record" },
          { value: "same-reason", label: all },
        ]}
        defaultValue="one"
      />
      <TextArea
        name="reason"
        label="Reason"
        help="Why nothing is lost, or what was."
        maxLength={SOURCE_REASON_MAX}
      />
    </ConfirmForm>
  );
}
