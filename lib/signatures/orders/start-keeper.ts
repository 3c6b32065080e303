// What the sealer's process does for signatures, beside sealing: it opens the server's keys once and answers orders.
import "server-only";
import type { CommandContext } from "@/lib/change-log/transact";
import type { Keeper } from "../keeper-parts";
import { adoptKeys } from "./adopt";
import { answerKeyOrders } from "./answer";

/**
 * Answers what one round does; the first opens the keys. `open` answers null while there is nothing to open them for: an
 * installation without a name. Errors of a round: unavailable (the keys), the database's; the next one tries again.
 */
export function keeperRounds(
  open: () => Promise<Keeper | null>,
): (ctx: CommandContext) => Promise<void> {
  let keeper: Keeper | null = null;
  return async (ctx) => {
    if (keeper === null) {
      const opened = await open();
      if (opened === null) return;
      await adoptKeys(opened, ctx);
      keeper = opened;
    }
    await answerKeyOrders(keeper, ctx);
  };
}

/** Who acts in these rounds. */
export const KEEPER = { kind: "job", id: "signatures.keep", grants: [] } as const;
