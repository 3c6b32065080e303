import { Callout } from "@/components/ui/callout";
import { CopyButton } from "@/components/ui/copy-button";
import { DefinitionList } from "@/components/ui/definition-list";
import { TextLink } from "@/components/ui/text-link";

const SAYS: Readonly<Record<string, string>> = {
  "verify.mjs": "One file for Node 20 or later, without dependencies or network.",
  "verify.html": "One page for a browser. Save it and open it from disk: it asks no server.",
};

/** The two verifiers, with the hashes by which somebody knows that theirs is the same. */
export function VerifierList({
  files,
}: {
  files: readonly { name: string; bytes: number; sha256: string }[];
}) {
  if (files.length === 0) {
    return (
      <Callout tone="attention" title="The verifiers are not built on this server">
        Run <code className="font-mono text-sm">npm run verifier</code>, then load this page again.
      </Callout>
    );
  }
  return (
    <DefinitionList
      items={files.map(({ name, bytes, sha256 }) => ({
        term: name,
        help: SAYS[name] ?? "",
        value: (
          <>
            <p>
              <TextLink href={`/verify/${name}`} download={name}>
                Download
              </TextLink>
              , {bytes.toLocaleString("en")} bytes
            </p>
            <p className="flex items-start gap-1">
              <span className="text-ink-2">SHA-256</span>
              <code className="min-w-0 font-mono text-sm wrap-anywhere">{sha256}</code>
              <CopyButton value={sha256} label={`Copy the hash of ${name}`} />
            </p>
          </>
        ),
      }))}
    />
  );
}
