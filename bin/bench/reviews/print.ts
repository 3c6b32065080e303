// Prints a review and makes its largest table, as its pack does, from lines that it is handed.
import { writeFile } from "node:fs/promises";
import type { Dossier, DossierLine } from "@/lib/access-reviews/overview/dossier";
import { SNAPSHOT_COLUMNS } from "@/lib/access-reviews/overview/line-columns";
import type { PackMaterial } from "@/lib/access-reviews/pack/material";
import { printReview } from "@/lib/access-reviews/pack/pdf/print";
import { csvTable } from "@/lib/access-reviews/pack/tables";
import type { SnapshotLine } from "@/lib/access-reviews/snapshot-view";
import { WHOLE_SCOPE } from "@/lib/access-reviews/stored";
import { answerOnce } from "../ledger/worker";

/** `texts`: a line of a snapshot each. `file`: where the PDF goes, if somebody wants to look at it. */
type Wish = { readonly texts: readonly string[]; readonly now: string; readonly file?: string };

const PERSON = "00000000-0000-4000-8000-000000000001";
const HASH = "a".repeat(64);
const EVERY_REVOKED = 37;
const EVERY_COMMENT = 3;

await answerOnce(async ({ texts, now, file }: Wish) => {
  const at = new Date(now);
  const material = materialOf(
    texts.map((text) => decided(JSON.parse(text), at)),
    at,
  );
  const started = performance.now();
  const pdf = await printReview(material);
  const pdfMs = performance.now() - started;
  const table = csvTable(
    material.dossier.lines.map(({ line }) => line),
    {
      ...{ name: "snapshot.csv", columns: SNAPSHOT_COLUMNS, demo: false, asOf: now },
      ...{ query: "bench@1", from: "the bench", sort: "position", key: "line" },
    },
  );
  const tableMs = performance.now() - started - pdfMs;
  if (file) await writeFile(file, pdf);
  return { pdfMs, pdfBytes: pdf.length, tableMs, tableBytes: table.bytes.length };
});

function decided(line: SnapshotLine, at: Date): DossierLine {
  const outcome = line.n % EVERY_REVOKED === 0 ? "revoke" : "keep";
  const judged = { outcome, until: null, remaining: [], newOwnerId: null } as const;
  const comment = line.n % EVERY_COMMENT === 0 ? "Used every week for the monthly report." : "";
  const first = {
    ...{ id: String(line.n), sequence: BigInt(line.n), reviewId: PERSON, lineId: String(line.n) },
    ...{ stage: 1, personId: PERSON, decision: outcome, comment, bulkId: null, opened: true },
    ...{ until: null, remaining: [], newOwnerId: null, decidedAt: at },
  };
  return { id: String(line.n), line, first, second: null, judged, outcome };
}

function materialOf(lines: readonly DossierLine[], at: Date): PackMaterial {
  const none = { state: "whole", detail: "" } as const;
  return {
    dossier: { review: reviewOf(lines.length, at), header: null, lines, history: [] },
    integrity: { ...none, snapshot: none, signatures: [] },
    snapshot: { bytes: new Uint8Array(), sha256: HASH, lines: lines.length, lineHashes: HASH },
    ...{ signatures: [], decisions: [], deltas: [], removals: [], delegations: [] },
    ...{ previous: null, comparison: [], organisation: "Bench", demo: false, version: 1 },
    statistics: {
      lines: lines.length,
      byOutcome: { keep: 0, "keep-until": 0, reduce: 0, revoke: 0, transfer: 0, "no-response": 0 },
      ...{ reviewers: [], indicators: [] },
    },
    names: new Map([[PERSON, { id: PERSON, name: "Ada Quist", title: "Head of benches" }]]),
    ...{ origin: "ledger.example.com/bench/governance", created: at },
  };
}

function reviewOf(lines: number, at: Date): Dossier["review"] {
  return {
    ...{
      id: PERSON,
      reference: "AR-BENCH",
      title: "Review",
      kind: "quarterly",
      quarter: "2026-Q3",
    },
    ...{ periodStart: at, periodEnd: at, status: "signed", silenceRule: "leave", ownerId: PERSON },
    ...{ scope: WHOLE_SCOPE, exclusions: [], policy: null, dueAt: at, version: 1 },
    ...{ createdById: PERSON, createdAt: at, triggerId: null, previousId: null, tieOutNote: "" },
    ...{ launchedAt: at, launchedById: PERSON, asOf: at, snapshotHeader: null, snapshotHash: HASH },
    ...{ snapshotLines: lines, deltaAt: null, signedAt: at, remediatedAt: null, lateReason: "" },
    ...{ lateById: null, discardedAt: null, discardReason: "" },
  };
}
