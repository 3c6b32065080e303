import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/text-link";
import { reviewPath } from "@/lib/access-reviews/head-view";
import { SIGNED_ALREADY, type SigningView } from "@/lib/access-reviews/sign/sign-view";
import { RECENTLY_ENROLLED_SAYS } from "@/lib/signatures/labels";

/** What has to happen before it can be signed, one sentence each. Nothing where nothing stands in the way. */
export function SignBlocked({ blocked, reviewId }: Pick<SigningView, "blocked" | "reviewId">) {
  if (blocked.length === 0) return null;
  if (blocked.every((sentence) => sentence === SIGNED_ALREADY)) {
    return (
      <Callout tone="seal" title="You have signed this part" className="mt-6">
        It is final. Your signature stands{" "}
        <TextLink href={`${reviewPath(reviewId)}#signatures`}>with the others</TextLink>; below is
        what it says.
      </Callout>
    );
  }
  return (
    <Callout tone="attention" title="Not to be signed yet" className="mt-6">
      <ul className="list-disc pl-5">
        {blocked.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Callout>
  );
}

/** How this person can sign, where that needs a word (SIG-07). */
export function SignMeans({
  method,
  passwordAllowed,
  recentPasskey,
}: Pick<SigningView, "method" | "passwordAllowed" | "recentPasskey">) {
  if (method === "passkey") {
    return recentPasskey ? (
      <Callout tone="attention" title="Your passkey is new" className="mb-4">
        {RECENTLY_ENROLLED_SAYS} The signature says so for ever.
      </Callout>
    ) : null;
  }
  if (method === "password") {
    return (
      <Callout tone="attention" title="You have no passkey" className="mb-4">
        The rules of this review let you sign by password. That is the weaker thing, and is called
        so wherever the signature is shown. <TextLink href="/profile">Enrol a passkey</TextLink> to
        sign with it instead.
      </Callout>
    );
  }
  return (
    <Callout tone="attention" title="You have no passkey" className="mb-4">
      {passwordAllowed
        ? "You sign in without a password, so a passkey is the only way to sign. "
        : "This review is signed with passkeys only. "}
      <TextLink href="/profile">Enrol one on your profile</TextLink>, then come back. A passkey that
      is less than a day old is named as new in the signature.
    </Callout>
  );
}
