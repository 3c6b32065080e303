import { PackForm } from "@/components/access-reviews/pack-form";
import { PackTable } from "@/components/access-reviews/pack-table";
import { ReviewBroken } from "@/components/access-reviews/review-broken";
import { ReviewHead } from "@/components/access-reviews/review-head";
import { RefreshWhile } from "@/components/ledger/refresh-while";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import { getReviewHead } from "@/lib/access-reviews/overview/head";
import { toPackRow } from "@/lib/access-reviews/pack/pack-view";
import { listPacks } from "@/lib/access-reviews/pack/queries";
import { reviewIntegrity } from "@/lib/access-reviews/sign/integrity";
import { can } from "@/lib/auth/actor";
import { found, requireActor } from "@/lib/server/require-actor";
import { requestPackAction } from "./actions";

export const metadata = { title: "Packs of an access review" };

export default async function ReviewPacksPage({ params }: { params: Promise<{ review: string }> }) {
  const actor = await requireActor("review:read");
  const { review } = await params;
  const head = await found(getReviewHead(actor, review, new Date()));
  const [{ packs, names }, integrity] = await Promise.all([
    listPacks(actor, head.id),
    reviewIntegrity(head.id),
  ]);
  const rows = packs.map((pack) => toPackRow(pack, names));
  return (
    <>
      <ReviewHead
        head={head}
        current="packs"
        count={rows.length}
        lead="All of a signed review as one ZIP that is checked without us: what was frozen, decided and signed, with proofs, tables, a PDF and a verifier that needs nothing but Node or a browser. Asking, making and taking it are recorded."
      />
      <ReviewBroken {...integrity} />
      <RefreshWhile open={rows.some(({ state }) => state === "waiting")} />
      <PackTable rows={rows} />
      {rows.length > 0 && can(actor, "ledger:read") ? (
        <p className="mt-3 max-w-[72ch] text-ink-2">
          A pack is checked with the verifier key of the governance log, which stands under{" "}
          <TextLink href="/ledger">Ledger</TextLink>. Whoever checks it takes the key from somebody
          they trust, never from the pack.
        </p>
      ) : null}
      {can(actor, "review:export") ? (
        <Section id="ask" title="Ask for a pack" lead={askSentence(head.signedAt)}>
          {head.signedAt === null ? null : <PackForm action={requestPackAction} review={head.id} />}
        </Section>
      ) : null}
    </>
  );
}

function askSentence(signedAt: string | null): string {
  return signedAt === null
    ? "A pack is made of a signed review. Until then lines and timeline can be exported."
    : "It is made of what is stored now, after all of it was checked again, and waits for the next checkpoint of the governance ledger.";
}
