import { establishInstallation } from "@/lib/settings/installation";
import { instantOf } from "./calendar";
import { OPERATOR } from "./deeds-people";
import { historyUntil } from "./history";
import { ORGANISATION } from "./people";
import { contextOf, emptyStage } from "./stage";

/**
 * Makes the demo company in an empty, migrated database: nine months of history up to `now`, each act
 * through the command that a person would use. The same `now` gives the same company but for random ids.
 * Errors: conflict, if the installation has been established already; nothing is written then.
 */
export async function seedDemo(now: Date): Promise<void> {
  const stage = emptyStage(now);
  const founding = contextOf(stage, OPERATOR, instantOf(now, [195, "07:30"]));
  await establishInstallation(founding, { organisation: ORGANISATION, demo: true });
  for (const { instant, deed } of historyUntil(now)) await deed(stage, instant);
}
