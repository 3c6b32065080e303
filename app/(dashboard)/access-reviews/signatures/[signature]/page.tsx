import { ManifestDownload } from "@/components/access-reviews/manifest-download";
import { SignStatement } from "@/components/access-reviews/sign-statement";
import { SignatureFacts } from "@/components/access-reviews/signature-facts";
import { SignatureVerdict } from "@/components/access-reviews/signature-verdict";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { reviewPath } from "@/lib/access-reviews/head-view";
import { SIGNATURE_ROLE_LABEL } from "@/lib/access-reviews/labels";
import { getSignaturePage } from "@/lib/access-reviews/sign/signature-page";
import { found, requireActor } from "@/lib/server/require-actor";
import { PASSWORD_SIGNATURE_SAYS, WHAT_YOU_SEE_SAYS } from "@/lib/signatures/labels";

export const metadata = { title: "Signature of an access review" };

/** A signature as it would be printed (SIG-09), checked again while the page is made. */
export default async function SignaturePage({
  params,
}: {
  params: Promise<{ signature: string }>;
}) {
  const actor = await requireActor("review:read");
  const { signature: id } = await params;
  const signature = await found(getSignaturePage(actor, id));
  const { reference, role, sequence, reviewId, manifest } = signature;
  return (
    <>
      <PageHeader
        title={`${SIGNATURE_ROLE_LABEL[role]}: ${reference}`}
        back={{ href: reviewPath(reviewId), label: `Access review ${reference}` }}
        lead="Who signed what, when and with what, and whether all of it still holds. It is never edited, and no later event takes it back."
        actions={
          <ManifestDownload
            manifest={manifest}
            fileName={`${reference}-${sequence}-manifest.json`}
          />
        }
      />
      <SignatureVerdict check={signature.check} />
      <SignatureFacts signature={signature} />
      <SignStatement {...signature} />
      <Section id="limits" title="What it does not prove">
        <ul className="max-w-[72ch] list-disc pl-5 text-ink-2">
          <li>{signature.method === "password" ? PASSWORD_SIGNATURE_SAYS : WHAT_YOU_SEE_SAYS}</li>
          <li>
            The time is that of the server when it received the answer. The governance log, and an
            RFC 3161 token where one was asked for, bound it from outside.
          </li>
          <li>
            It is no qualified electronic signature. Whether it is an advanced one in a legal sense
            is for a lawyer to say.
          </li>
          <li>
            A check in this application believes this installation. The pack of the review holds all
            that anybody needs to check it offline.
          </li>
        </ul>
      </Section>
    </>
  );
}
