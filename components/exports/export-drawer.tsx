import { listHref } from "@/components/data-table/list-link";
import { ButtonLink } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/definition-list";
import { Drawer } from "@/components/ui/drawer";
import { Hash } from "@/components/ui/hash";
import { Instant } from "@/components/ui/instant";
import { ProofLine } from "@/components/ui/proof-line";
import type { LedgerProof } from "@/lib/change-log/view";
import type { ExportRow, ProvenanceSection } from "@/lib/exports/view";

export type ExportShown = {
  row: ExportRow;
  files: readonly { name: string; bytes: number; sha256: string }[];
  sections: readonly ProvenanceSection[];
  columns: readonly { header: string; key: string; definition: string }[];
  /** Where the change stands that recorded it. */
  proof: LedgerProof | null;
};

/** One export: which files it made, and the provenance block that went with them. */
export function ExportDrawer({ shown, address }: { shown: ExportShown; address: string }) {
  const { row, files, sections, columns, proof } = shown;
  const history = `/change-log?subject=export:${row.id}`;
  return (
    <Drawer
      title={row.title}
      description={
        <>
          {row.by}, <Instant at={row.at} />
        </>
      }
      closeHref={listHref("/exports", address, { open: null })}
      footer={<ButtonLink href={history}>The change it made</ButtonLink>}
    >
      <h3 className="mb-2 font-semibold">Files</h3>
      <DefinitionList
        items={files.map(({ name, bytes, sha256 }) => ({
          term: name,
          value: (
            <>
              {bytes.toLocaleString("en")} bytes,{" "}
              <Hash value={sha256} label={`Copy the hash of ${name}`} />
            </>
          ),
        }))}
      />
      {sections.map(({ title, lines }) => (
        <section key={title} className="mt-6">
          <h3 className="mb-2 font-semibold">{title}</h3>
          <DefinitionList
            items={lines.map(({ label, value, mono }) => ({
              term: label,
              value: mono ? (
                <code className="font-mono text-sm whitespace-pre-line">{value}</code>
              ) : (
                value
              ),
            }))}
          />
        </section>
      ))}
      <section className="mt-6 mb-4">
        <h3 className="mb-2 font-semibold">Columns</h3>
        <DefinitionList
          items={columns.map(({ header, key, definition }) => ({
            term: header,
            help: key,
            value: definition,
          }))}
        />
      </section>
      {proof ? (
        <ProofLine
          state={proof.state}
          where={proof.index === "" ? "governance" : `governance #${proof.index}`}
          at={proof.at}
          href={history}
        />
      ) : null}
    </Drawer>
  );
}
