import { DefinitionList } from "@/components/ui/definition-list";
import { Hash } from "@/components/ui/hash";
import { Instant } from "@/components/ui/instant";
import { PersonName } from "@/components/ui/person-name";
import { SIGNATURE_ROLE_LABEL } from "@/lib/access-reviews/labels";
import type { SignatureView } from "@/lib/access-reviews/sign/sign-view";
import { RECENTLY_ENROLLED_SAYS, SIGNATURE_METHOD_LABEL } from "@/lib/signatures/labels";
import { LocalInstant } from "./local-instant";

/** The facts of a signature as 21 CFR 11 and SIG-09 want them printed: who, when, what it means, how, over which bytes. */
export function SignatureFacts({ signature }: { signature: SignatureView }) {
  const { name, title, typedName, at, role, sequence, version, preparedAt } = signature;
  return (
    <DefinitionList
      items={[
        {
          term: "Name and title",
          value: <PersonName name={name} title={title} />,
          help: "As of signing",
        },
        { term: "Typed name", value: typedName },
        { term: "Meaning", value: SIGNATURE_ROLE_LABEL[role] },
        { term: "Signed at", value: <Instant at={at} />, help: "Received by the server, UTC" },
        { term: "In your local time", value: <LocalInstant at={at} /> },
        { term: "Prepared at", value: <Instant at={preparedAt} /> },
        { term: "Place", value: `Signature ${sequence} of the review, version ${version}` },
        ...methodFacts(signature),
        {
          term: "Digest that was signed",
          value: <Hash value={signature.manifestHash} label="Copy the digest" />,
          help: "SHA-256 of the manifest",
        },
        {
          term: "Hash of the signature",
          value: <Hash value={signature.hash} label="Copy the hash" />,
          help: "As the governance log has it",
        },
        {
          term: "Hash of the one before",
          value: signature.previousHash ? (
            <Hash value={signature.previousHash} label="Copy the hash before" />
          ) : (
            "none, it is the first"
          ),
        },
        { term: "Scope", value: signature.scope },
        { term: "Shown by", value: `Countersign ${signature.software}, at ${signature.origin}` },
      ]}
    />
  );
}

function methodFacts(signature: SignatureView) {
  const { method, credentialId, fingerprint, synced, backedUp, sealKey } = signature;
  const how = { term: "Method", value: SIGNATURE_METHOD_LABEL[method] };
  if (method === "password") {
    return [
      how,
      { term: "Seal of the server", value: <span className="font-mono">{sealKey}</span> },
    ];
  }
  return [
    how,
    {
      term: "Passkey",
      value: <Hash value={credentialId ?? ""} label="Copy the id of the passkey" />,
      help: "Its credential id",
    },
    {
      term: "Fingerprint of its key",
      value: <Hash value={fingerprint ?? ""} label="Copy the fingerprint" />,
      help: "SHA-256 of the COSE key",
    },
    { term: "Bound to one device", value: boundWords(synced, backedUp) },
    {
      term: "Person verified",
      value: signature.userVerified
        ? "Yes: by PIN, fingerprint or face, at the passkey itself"
        : "No",
    },
    ...(signature.recentlyEnrolled ? [{ term: "New passkey", value: RECENTLY_ENROLLED_SAYS }] : []),
  ];
}

function boundWords(synced: boolean, backedUp: boolean): string {
  if (!synced) return "Yes, it does not leave its device";
  return backedUp
    ? "No, it is synced between devices"
    : "No, it can be synced between devices, and was not when it signed";
}
