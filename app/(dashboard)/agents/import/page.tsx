import { ImportForm } from "@/components/agents/import-form";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { AGENTS_YAML_EXAMPLE } from "@/lib/agents/yaml/example";
import { can } from "@/lib/auth/actor";
import { requireActor } from "@/lib/server/require-actor";
import { applyImportAction, planImportAction } from "../actions";

export const metadata = { title: "Import agents" };

export default async function ImportAgentsPage() {
  const actor = await requireActor("agent:import");
  return (
    <>
      <PageHeader
        title="Import agents"
        back={{ href: "/agents", label: "Agents" }}
        lead="All agents of a file are taken or none. New ones and changes that an approval rested on wait for another person; a second run of the same file changes nothing."
      />
      <ImportForm look={planImportAction} send={applyImportAction} />
      <section aria-labelledby="format" className="mt-10">
        <h2 id="format" className="mb-1 text-lg font-semibold">
          The format
        </h2>
        <p className="mb-2 max-w-[72ch] text-ink-2">
          Keep the file in your repository and send it from CI with a token
          {can(actor, "token:manage") ? (
            <>
              {" "}
              from <TextLink href="/settings/tokens">Settings, Tokens</TextLink>
            </>
          ) : (
            " that an admin makes"
          )}
          .
        </p>
        <pre className="overflow-x-auto border-y bg-paper-2 p-3 font-mono text-sm whitespace-pre-wrap wrap-anywhere">
          {AGENTS_YAML_EXAMPLE}
        </pre>
      </section>
    </>
  );
}
