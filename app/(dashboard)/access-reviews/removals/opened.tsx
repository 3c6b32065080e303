import { RemovalDrawer } from "@/components/access-reviews/removal-drawer";
import { getRemoval, namesIn } from "@/lib/access-reviews/remediation/queries";
import { toRemovalRow } from "@/lib/access-reviews/remediation/removal-view";
import { type Actor, can } from "@/lib/auth/actor";
import { unlessNotFound } from "../../unless-not-found";
import { acceptRemovalAction, reportRemovalAction, testRemovalAction } from "./actions";

/** The drawer of a removal, on any list that has it. */
export async function OpenedRemoval({
  actor,
  id,
  closeHref,
  now,
}: {
  actor: Actor;
  id: string;
  closeHref: string;
  now: Date;
}) {
  const found = await getRemoval(actor, id).catch(unlessNotFound);
  if (!found) return null;
  const verifies = can(actor, "review:verify");
  const accepts = can(actor, "review:accept");
  const actions = {
    report: verifies ? reportRemovalAction : null,
    test: verifies ? testRemovalAction : null,
    accept: accepts ? acceptRemovalAction : null,
  };
  return (
    <RemovalDrawer
      removal={toRemovalRow(found, await namesIn([found]), now)}
      closeHref={closeHref}
      actions={verifies || accepts ? actions : null}
    />
  );
}
