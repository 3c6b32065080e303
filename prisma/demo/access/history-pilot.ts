// What was written down months before everything else: the finance system and the one agent that wrote to it, as a trial.
import { type DemoEvent, on } from "../stage";
import { asksForAccess, decidesAccess } from "./deeds-grants";
import { registersKey } from "./deeds-keys";
import { importsTools, pinsDefinitions, registersServer } from "./deeds-servers";
import { NIGHT_RUN, NIGHT_RUN_GRANTED, otherKey } from "./keys";
import type { ServerKey } from "./servers";

/** The server that was registered first, by itself. */
export const PILOT_SERVER: ServerKey = "erp-finance";

export const ACCESS_PILOT: readonly DemoEvent[] = [
  on([178, "11:06"], registersServer(PILOT_SERVER)),
  on([177, "11:06"], importsTools(PILOT_SERVER)),
  on([176, "11:06"], pinsDefinitions("jurgen", PILOT_SERVER, "Read with treasury, word by word.")),
  on([173, "11:06"], registersKey(otherKey(NIGHT_RUN), [173, "07:30"])),
  on(
    [171, "10:36"],
    asksForAccess("elisabet", {
      key: NIGHT_RUN,
      operations: ["erp-finance.list_invoices", "erp-finance.match_invoice"],
      purpose: "Looks at night which invoices are still open, and matches those that fit.",
      days: 360,
    }),
  ),
  on(
    NIGHT_RUN_GRANTED,
    decidesAccess(NIGHT_RUN, "Matching stays within the tolerance of the desk."),
  ),
];
