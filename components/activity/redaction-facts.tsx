import { DefinitionList } from "@/components/ui/definition-list";

/** Which rules and which key hold now. */
export function RedactionFacts({ version, keyId }: { version: string; keyId: string }) {
  return (
    <DefinitionList
      items={[
        {
          term: "Rules",
          value: `version ${version}`,
          help: "Stored with every record.",
        },
        {
          term: "Key",
          value: <code className="font-mono text-sm">{keyId}</code>,
          help: "Stands in each token. The same value under the same key is the same token.",
        },
        {
          term: "Where the key is",
          value:
            "In the data directory, outside the database and never in a log. Whoever holds it could try out which short number a token stands for, so it belongs where backups of the database do not go.",
        },
        {
          term: "Way back",
          value: "There is none: a token is a keyed hash, and what it replaced is nowhere.",
        },
      ]}
    />
  );
}

/** What the rules do not find, said openly. */
export function NotFound({
  limits,
}: {
  limits: readonly { readonly what: string; readonly why: string }[];
}) {
  return <DefinitionList items={limits.map(({ what, why }) => ({ term: what, value: why }))} />;
}
