// The PDF of a review as sections of the house's document model: for people who read, beside the files for those who check.
import { utcText } from "@/lib/core/clock";
import type { PdfDocument, Section } from "@/lib/exports/pdf/document";
import { OUTCOME_LABEL, REVIEW_STATUS_LABEL } from "../../labels";
import { OUTCOMES, REVIEW_STATUSES } from "../../review-view";
import type { PackMaterial } from "../material";
import { changeSections } from "./changes";
import { lineSections } from "./lines";
import { signatureSections } from "./signatures";
import { snapshotSection } from "./snapshot";
import { statisticsSection } from "./statistics";

/** What the printed review is made of, at one instant. Pure: the same material gives the same document. */
export function reviewDocument(material: PackMaterial): PdfDocument {
  const { dossier, organisation, demo, created, version } = material;
  const { review } = dossier;
  const title = `${review.title}, ${review.reference}`;
  return {
    title,
    entity: organisation,
    createdAt: created,
    demo,
    head: {
      left: organisation,
      middle: `${title} · ART-04`,
      right: `Snapshot as of ${review.asOf ? utcText(review.asOf) : "none"} · Restricted`,
    },
    foot: `Review ${review.id} · version ${version} · made ${utcText(created)} · snapshot ${(review.snapshotHash ?? "").slice(0, 16)}`,
    cover: {
      kicker: `ART-04 · Access review · ${review.quarter}`,
      lead: leadOf(material),
      facts: coverFacts(material),
    },
    sections: sectionsOf(material),
    signature: {
      name: organisation,
      reason: "Made by the server from signed records",
      at: created,
    },
  };
}

function sectionsOf(material: PackMaterial): Section[] {
  return [
    ...signatureSections(material),
    snapshotSection(material),
    ...lineSections(material),
    ...changeSections(material),
    statisticsSection(material),
    verificationSection(material),
  ];
}

function leadOf({ dossier, demo }: PackMaterial): string {
  const { review, lines } = dossier;
  const count = (outcome: string) =>
    lines.filter((line) => line.outcome === outcome).length.toLocaleString("en");
  const said = `${lines.length.toLocaleString("en")} lines, ${count("revoke")} revoked, ${count("reduce")} reduced, ${count("no-response")} without a response.`;
  const signed = review.signedAt ? ` Signed ${utcText(review.signedAt)}.` : "";
  const gone = review.remediatedAt
    ? ` Remediated ${utcText(review.remediatedAt)}.`
    : " Not remediated yet.";
  return `${demo ? "Demo data: nothing here is real. " : ""}${said}${signed}${gone}`;
}

function coverFacts(material: PackMaterial): PdfDocument["cover"]["facts"] {
  const { dossier, names } = material;
  const { review, lines } = dossier;
  const at = (date: Date | null) => (date === null ? "not yet" : utcText(date));
  const name = (id: string | null) => (id === null ? "nobody" : (names.get(id)?.name ?? id));
  const status = REVIEW_STATUSES.find((known) => known === review.status) ?? "draft";
  return [
    {
      title: "Review",
      lines: [
        { label: "Reference", value: review.reference },
        { label: "Quarter", value: review.quarter },
        {
          label: "Period",
          value: `${utcText(review.periodStart)} to before ${utcText(review.periodEnd)}`,
        },
        { label: "Status", value: REVIEW_STATUS_LABEL[status] },
        { label: "Answers for it", value: name(review.ownerId) },
      ],
    },
    {
      title: "Dates",
      lines: [
        { label: "Started", value: at(review.launchedAt) },
        { label: "Due", value: utcText(review.dueAt) },
        { label: "Signed", value: at(review.signedAt) },
        { label: "Remediated", value: at(review.remediatedAt) },
        ...(review.lateReason
          ? [
              {
                label: "Late because",
                value: `${review.lateReason} Approved by ${name(review.lateById)}.`,
              },
            ]
          : []),
      ],
    },
    {
      title: "Ended with",
      lines: OUTCOMES.map((outcome) => ({
        label: OUTCOME_LABEL[outcome],
        value: lines.filter((line) => line.outcome === outcome).length.toLocaleString("en"),
      })),
    },
    {
      title: "Hashes",
      lines: [{ label: "Snapshot", value: review.snapshotHash ?? "none", mono: true }],
    },
  ];
}

function verificationSection({ integrity, created, origin }: PackMaterial): Section {
  return {
    title: "Verification",
    blocks: [
      {
        kind: "paragraph",
        text: `When this was made (${utcText(created)}) the server looked at the stored review again. ${integrity.detail}`,
      },
      {
        kind: "table",
        columns: [
          { header: "Signature", width: 60, align: "right", style: "cell" },
          { header: "Role", width: 110, align: "left", style: "cell" },
          { header: "Result", width: 90, align: "left", style: "cell" },
          { header: "Because", width: 485, align: "left", style: "cell" },
        ],
        rows: integrity.signatures.map(({ sequence, role, state, detail }) => [
          String(sequence),
          role,
          state === "whole" ? "holds" : "BROKEN",
          detail,
        ]),
        empty: "Nobody has signed.",
      },
      {
        kind: "paragraph",
        text: `To check it without this server: unpack the pack, get the verifier key of the log ${origin} from somebody you trust, and run "node verify.mjs . --vkey KEY", or open verify.html in a browser. Both work without a network.`,
      },
      {
        kind: "paragraph",
        text: "The signature inside this PDF is by the server's document key. It says which server made the file and that it was not changed since; it is no reviewer's signature. Those are in the folder signatures of the pack.",
      },
    ],
  };
}
