import { asksToChange, proposesAgain, registers, retires, suspends } from "./deeds-agents";
import { deactivates } from "./deeds-people";
import { approves, asksForRules } from "./deeds-requests";
import { type DemoEvent, on } from "./stage";

/** The last quarter: two people leave, one agent stops, and the inbox fills. */
export const LATELY: readonly DemoEvent[] = [
  on(
    [52, "10:20"],
    retires(
      "celine",
      "newsletter-builder",
      "Marketing operations is dissolved; the content team uses its own tool. Keys revoked, mailbox closed.",
    ),
  ),
  on([51, "15:45"], deactivates("tomasz", "celine", "Left the company.")),

  on(
    [22, "07:20"],
    suspends(
      "ioana",
      "candidate-shortlister",
      "The bias test of this quarter is missing and the condition of the approval says stop. Recruiters sort by hand until it is in.",
    ),
  ),

  on([18, "09:30"], registers("nuno", "payment-terms-adviser")),

  on(
    [16, "08:50"],
    asksToChange(
      "elisabet",
      "freight-invoice-matcher",
      { successor: "nuno" },
      "The successor leaves soon; credit and collections knows the tolerances.",
    ),
  ),
  on([15, "09:40"], approves("siobhan", "freight-invoice-matcher", "")),
  on([14, "10:55"], registers("noemie", "contract-indexer")),
  on(
    [12, "15:50"],
    deactivates(
      "tomasz",
      "oskar",
      "Left the company. Who takes over the supplier screener is not settled yet; its sponsor has been asked.",
    ),
  ),
  on(
    [9, "13:15"],
    approves(
      "jurgen",
      "contract-indexer",
      "Staging only. Name a successor before it becomes active.",
    ),
  ),

  on([3, "10:25"], registers("nuno", "freight-invoice-matcher-iberia")),
  on([3, "09:15"], registers("noemie", "meeting-minutes")),
  on(
    [2, "13:40"],
    proposesAgain(
      "noemie",
      "meeting-minutes",
      {
        description:
          "Transcribes the recording, drafts minutes and deletes the recording after a week. Meetings of the people team and of the works council are excluded.",
      },
      "The works council asked to be left out, and so it is.",
    ),
  ),
  on(
    [2, "08:35"],
    asksToChange(
      "katarzyna",
      "shipment-concierge",
      {
        purpose:
          "Answer shippers' questions about where a consignment is and when it arrives, in the customer portal chat, in fourteen languages.",
      },
      "Ukrainian, Lithuanian and Slovene desks ask for it; 50 test conversations each were read by native speakers.",
    ),
  ),
  on([1, "07:55"], registers("janis", "dock-slot-optimiser")),
  on(
    [1, "14:10"],
    asksForRules(
      "jurgen",
      "auth",
      { sessionHours: 8 },
      "A session should not outlast a shift. Night shifts sign in once more.",
    ),
  ),
];
