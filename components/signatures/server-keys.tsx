import { CopyButton } from "@/components/ui/copy-button";
import { DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import { StateMark } from "@/components/ui/state-mark";
import type { DocumentCertificateView, SealKeyView, ServerKeysView } from "@/lib/signatures/view";

/** The server's own keys: its seal, and the certificate of its documents. Neither signs for a person. */
export function ServerKeys({ keys }: { keys: ServerKeysView }) {
  return (
    <Section
      id="server-keys"
      title="Seal and document key"
      lead="What this server signs in its own name: packs and signatures by password with its seal, PDF files with its document key. Neither is the signature of a person."
    >
      {keys.seals.length === 0 ? (
        <p className="border-y py-3 text-ink-2">
          It has neither yet. The sealer makes both when it first runs.
        </p>
      ) : (
        <div className="space-y-3">
          {keys.seals.map((seal) => (
            <Seal key={seal.vkey} shown={seal} />
          ))}
          {keys.certificates.map((certificate) => (
            <Certificate key={certificate.fingerprint} shown={certificate} />
          ))}
        </div>
      )}
      <p className="mt-3 max-w-[72ch] text-sm text-ink-2">
        To sign documents with a key of your company, put it and its certificates, as PEM and
        readable by the sealer's user alone, in the place of{" "}
        <code className="font-mono">document.pem</code> and{" "}
        <code className="font-mono">document-certificate.pem</code> in the folder of the signing
        keys, and start Countersign again. It may be RSA or P-256.
      </p>
    </Section>
  );
}

function Seal({ shown }: { shown: SealKeyView }) {
  return (
    <DefinitionList
      items={[
        { term: "Seal", value: <Standing replacedAt={shown.replacedAt} /> },
        {
          term: "Verifier key",
          help: "vkey",
          value: (
            <span>
              <code className="font-mono text-sm wrap-anywhere">{shown.vkey}</code>
              <CopyButton value={shown.vkey} label="Copy the verifier key of the seal" />
            </span>
          ),
        },
        { term: "In use since", value: <Instant at={shown.since} /> },
      ]}
    />
  );
}

function Certificate({ shown }: { shown: DocumentCertificateView }) {
  return (
    <DefinitionList
      items={[
        { term: "Certificate of documents", value: <Standing replacedAt={shown.replacedAt} /> },
        { term: "Name", value: shown.subject },
        {
          term: "Issued by",
          value: shown.isSelfSigned
            ? "This server itself. A PDF reader calls it unknown until somebody compares the fingerprint and trusts it."
            : "The authority your company chose",
        },
        {
          term: "Fingerprint",
          help: "SHA-256",
          value: (
            <span>
              <code className="font-mono text-sm wrap-anywhere">{shown.fingerprint}</code>
              <CopyButton value={shown.fingerprint} label="Copy the fingerprint" />
            </span>
          ),
        },
        {
          term: "Valid",
          value: (
            <>
              <Instant at={shown.validFrom} /> to <Instant at={shown.validUntil} />
            </>
          ),
        },
        { term: "In use since", value: <Instant at={shown.since} /> },
        {
          term: "PEM",
          value: (
            <CopyButton value={shown.pem} label="Copy the certificate">
              Copy
            </CopyButton>
          ),
        },
      ]}
    />
  );
}

function Standing({ replacedAt }: { replacedAt: string | null }) {
  if (replacedAt === null) return <StateMark tone="plain">in use</StateMark>;
  return (
    <>
      <StateMark tone="muted">replaced</StateMark> <Instant at={replacedAt} />
    </>
  );
}
