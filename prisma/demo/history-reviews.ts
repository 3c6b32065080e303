import { reviews } from "./deeds-agents";
import { type DemoEvent, on } from "./stage";

/** Who looked again at what. Three agents have not been looked at since: their reviews are overdue. */
export const REVIEWS: readonly DemoEvent[] = [
  on(
    [125, "09:30"],
    reviews(
      "siobhan",
      "freight-invoice-matcher",
      "25 released invoices compared with paper: no difference. Limit still 500 euro.",
    ),
  ),
  on(
    [70, "10:15"],
    reviews(
      "siobhan",
      "freight-invoice-matcher",
      "One of 25 released with a rounding difference of 0.02 euro; tolerance table corrected the same day.",
    ),
  ),
  on(
    [66, "14:00"],
    reviews(
      "marguerite",
      "candidate-shortlister",
      "Bias test of the quarter seen with the works council: no group below four fifths.",
    ),
  ),
  on(
    [60, "09:25"],
    reviews("siobhan", "carrier-payout-reconciler", "Still read-only at all four banks."),
  ),
  on(
    [54, "10:40"],
    reviews("siobhan", "tariff-classifier", "Two misleading proposals reported in six months."),
  ),
  on(
    [47, "13:00"],
    reviews(
      "paolo",
      "road-replanner",
      "Planners undo 1.8 percent of the changes. Limits as approved.",
    ),
  ),
  on(
    [33, "11:10"],
    reviews("jurgen", "claims-triage", "Overrulings fell from 4 to 2 percent with the new model."),
  ),
  on(
    [26, "10:05"],
    reviews(
      "jurgen",
      "shipment-concierge",
      "Read 60 conversations. The notice comes first in all eleven languages; handovers worked.",
    ),
  ),
];
