// SIG-09: one page for each signature, readable without any tool, with what it does not prove (SIG-05).
import { utcText } from "@/lib/core/clock";
import type { Block, Fact, Section } from "@/lib/exports/pdf/document";
import { toHex } from "@/lib/ledger/bytes";
import { sha256 } from "@/lib/ledger/crypto";
import type { StoredSignature } from "@/lib/signatures/as-record";
import { SIGNATURE_ROLE_LABEL } from "../../labels";
import { methodWords, signatureRole } from "../../overview/overview-view";
import type { PackMaterial } from "../material";

/** What a passkey's signature cannot show, whoever made it. */
export const SIGNATURE_LIMITS = [
  "The passkey's own window shows no text of what is signed: WebAuthn has no such display. The digest, the counts and the statement were shown on the page beside it, and the manifest could be downloaded before signing.",
  "The time is that of the server when it received the answer; the passkey states none. The governance log and, where there is one, the time stamp bound it from outside.",
  "That the passkey belongs to this person rests on how they were enrolled, which the governance log holds; no certificate authority says so.",
  "A synced passkey can be on several devices of its owner, or shared by them; a device-bound one cannot leave its device.",
  "It is an electronic signature bound to this record. Whether it has a further legal rank is for a lawyer to say.",
] as const;

const MEANING: Readonly<Record<string, string>> = {
  "stage-1": "Review: the decisions of the lines this person was to decide in the first stage",
  "stage-2": "Review: the decisions of the lines this person was to decide in the second stage",
  "sign-off": "Approval: the whole review, with what changed since its snapshot",
  addendum: "Addendum: what is added after the sign-off; the versions before it stay as they are",
};

/** A section for each signature, the sign-off first. */
export function signatureSections(material: PackMaterial): Section[] {
  const ordered = [
    ...material.signatures.filter(({ row }) => row.role === "sign-off"),
    ...material.signatures.filter(({ row }) => row.role !== "sign-off"),
  ];
  return ordered.map(({ row }) => ({
    title: `${SIGNATURE_ROLE_LABEL[signatureRole(row.role)]}: ${row.printedName}, ${row.printedTitle}`,
    blocks: signatureBlocks(row, material),
  }));
}

function signatureBlocks(row: StoredSignature, material: PackMaterial): Block[] {
  const { statement, conflicts } = saidIn(row.manifest);
  const check = material.integrity.signatures.find(({ id }) => id === row.id);
  return [
    { kind: "paragraph", text: statement },
    {
      kind: "paragraph",
      text: conflicts.length === 0 ? "Conflicts: none." : `Conflicts: ${conflicts.join("; ")}`,
    },
    {
      kind: "facts",
      groups: [
        { title: "Who and when", lines: whoLines(row) },
        { title: "With what", lines: methodLines(row) },
        { title: "Over what", lines: digestLines(row) },
        {
          title: "Checked again",
          lines: [
            { label: "Result", value: check?.state === "whole" ? "holds" : "BROKEN" },
            { label: "Because", value: check?.detail ?? "It was not looked at." },
          ],
        },
      ],
    },
    { kind: "paragraph", text: `What it does not show:\n${SIGNATURE_LIMITS.join("\n")}` },
  ];
}

function whoLines(row: StoredSignature): Fact[] {
  return [
    { label: "Name", value: row.printedName },
    { label: "Title", value: row.printedTitle },
    { label: "Typed", value: row.typedName },
    { label: "Meaning", value: MEANING[row.role] ?? row.role },
    { label: "Time", value: utcText(row.receivedAt) },
    { label: "Local time", value: localText(row.receivedAt) },
  ];
}

function methodLines(row: StoredSignature): Fact[] {
  const key = row.publicKey === null ? null : toHex(sha256(new Uint8Array(row.publicKey)));
  const where = row.backupEligible ? "synced: it can be on several devices" : "device-bound";
  return [
    { label: "Method", value: methodWords(row.method) },
    ...(key === null
      ? [{ label: "Seal", value: row.sealKey ?? "none", mono: true as const }]
      : [
          { label: "Fingerprint", value: key, mono: true as const },
          { label: "Passkey", value: where },
          {
            label: "Verified",
            value: row.userVerified ? "user verified by the device" : "NOT verified",
          },
        ]),
    ...(row.recentlyEnrolled
      ? [{ label: "Note", value: "The passkey was enrolled less than 24 hours before." }]
      : []),
    { label: "Shown by", value: row.software },
  ];
}

function digestLines(row: StoredSignature): Fact[] {
  return [
    { label: "Digest", value: row.manifestHash, mono: true },
    { label: "Signature", value: row.hash, mono: true },
    { label: "Before it", value: row.previousHash || "none: it is the first", mono: true },
    { label: "Site", value: row.origin, mono: true },
  ];
}

// The signer's own zone is not recorded; that of the server is said by its name.
function localText(at: Date): string {
  const { timeZone } = new Intl.DateTimeFormat("en-GB").resolvedOptions();
  const text = new Intl.DateTimeFormat("en-GB", {
    dateStyle: "medium",
    timeStyle: "long",
    timeZone,
  });
  return `${text.format(at)} (${timeZone}, zone of the server)`;
}

type Said = { readonly statement: string; readonly conflicts: readonly string[] };

function saidIn(manifest: string): Said {
  const said: Said = JSON.parse(manifest);
  return said;
}
