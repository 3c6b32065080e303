import { ConfirmForm } from "@/components/forms/confirm-form";
import { BundleFacts } from "@/components/ledger/bundle-facts";
import { TaskProgress } from "@/components/ledger/task-progress";
import { Button, ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { can } from "@/lib/auth/actor";
import { getBundle } from "@/lib/ledger-store/queries-tasks";
import { toBundleView } from "@/lib/ledger-store/task-view";
import { found, requireActor } from "@/lib/server/require-actor";
import { requestBundleAgainAction } from "../../actions";

export const metadata = { title: "Bundle" };

export default async function BundlePage({ params }: { params: Promise<{ bundle: string }> }) {
  const actor = await requireActor("ledger:read");
  const { bundle: record, names } = await found(getBundle(actor, (await params).bundle));
  const bundle = toBundleView(record, names);
  const exports = can(actor, "ledger:export");
  return (
    <>
      <PageHeader
        title={`Bundle of the ${bundle.log.toLowerCase()} log`}
        back={{ href: "/ledger/bundles", label: "Bundles" }}
        lead={bundle.covers}
        actions={
          <>
            {exports && bundle.made ? (
              <ButtonLink
                variant="primary"
                href={`/api/ledger/bundles/${bundle.id}`}
                download={bundle.made.fileName}
              >
                Download
              </ButtonLink>
            ) : null}
            {exports && !bundle.open ? (
              <ConfirmForm
                trigger={<Button>Ask again</Button>}
                title="Ask for the same once more"
                description="A new bundle of the same range is made under the newest checkpoint. This one stays."
                action={requestBundleAgainAction}
                submitLabel="Ask again"
                hidden={{ id: bundle.id }}
              />
            ) : null}
          </>
        }
      />
      <TaskProgress task={bundle} doing="Writing entries" />
      <BundleFacts bundle={bundle} />
      {bundle.made ? (
        <p className="mt-6 max-w-[72ch] text-ink-2">
          Check it on another machine:{" "}
          <code className="font-mono text-sm wrap-anywhere">
            node verify.mjs {bundle.made.fileName}{" "}
            <span className="whitespace-nowrap">--vkey KEY</span>
          </code>
          . Take verifier and key from{" "}
          <TextLink href="/settings/ledger">Keys and verifier</TextLink>, not from the bundle.
        </p>
      ) : null}
      <p className="mt-4 text-sm">
        <TextLink href={`/change-log?subject=bundle:${bundle.id}`}>
          What was recorded about it
        </TextLink>
      </p>
    </>
  );
}
