import { EnforcedUpload } from "@/components/access-matrix/enforced-upload";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { sourcesToState } from "@/lib/access-matrix/enforced/queries-enforced";
import { requireActor } from "@/lib/server/require-actor";

export const metadata = { title: "Upload a policy" };

export default async function UploadPolicyPage() {
  const actor = await requireActor("enforced-grants:upload");
  const sources = await sourcesToState(actor);
  return (
    <>
      <PageHeader
        title="Upload a policy"
        back={{ href: "/access-matrix/enforced", label: "Enforced" }}
        lead="For a gateway that cannot send its policy itself. The file is recorded under your name as what that gateway enforces."
      />
      {sources.length === 0 ? (
        <EmptyState title="No gateway yet" why="An admin adds it as a source first." />
      ) : (
        <EnforcedUpload sources={sources} />
      )}
    </>
  );
}
