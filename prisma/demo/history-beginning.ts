import type { Moment } from "./calendar";
import { activates, registers } from "./deeds-agents";
import { givesRoles, invites, isInvitedByOperator, joins } from "./deeds-people";
import { approves, asksForRules, isRefusedOwnApproval } from "./deeds-requests";
import { PEOPLE, type PersonKey } from "./people";
import { type DemoEvent, on, personKeys } from "./stage";

/** The first weeks: people come in, agree on rules, and register what already runs. */
export function beginning(): DemoEvent[] {
  return [...arrivals(), ...FIRST_RULES, ...FIRST_AGENTS];
}

// The operator lets the first admin in; she invites those who start on her day, Tomasz all others.
function arrivals(): DemoEvent[] {
  return personKeys().flatMap((key, index) => {
    const { invited } = PEOPLE[key];
    const inviter = invited[0] === PEOPLE.annelies.invited[0] ? "annelies" : "tomasz";
    const invitation = key === "annelies" ? isInvitedByOperator(key) : invites(inviter, key);
    return [on(invited, invitation), on(firstSignIn(key, index), joins(key))];
  });
}

// Within the hour, some sooner and some later, and the first admin at once.
function firstSignIn(key: PersonKey, index: number): Moment {
  const [day, time] = PEOPLE[key].invited;
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const total = hours * 60 + minutes + (key === "annelies" ? 8 : 11 + ((index * 17) % 47));
  return [day, `${Math.floor(total / 60)}:${total % 60}`];
}

const FIRST_RULES: readonly DemoEvent[] = [
  on(
    [192, "13:05"],
    asksForRules(
      "jurgen",
      "agents",
      { reviewMonthsMedium: 9, reviewWarningDays: 21 },
      "Models change faster than once a year: medium risk is looked at every nine months. Three weeks of warning are enough to find an hour.",
    ),
  ),
  on(
    [191, "09:34"],
    approves("marguerite", "rules of agents", "Agreed in the committee of this morning."),
  ),
  on(
    [190, "10:00"],
    asksForRules(
      "marguerite",
      "requests",
      { dueDays: 7, remindAfterDays: 3 },
      "Half of those who decide work part-time. A week is fair; a reminder after three days keeps it in sight.",
    ),
  ),
  on([190, "10:03"], isRefusedOwnApproval("marguerite", "rules of requests")),
  on([189, "08:20"], approves("ioana", "rules of requests", "")),
  on(
    [187, "14:45"],
    givesRoles(
      "annelies",
      "paolo",
      ["owner", "risk-owner"],
      "Trade and sanctions risk decides about agents that touch customs and suppliers.",
    ),
  ),
];

const FIRST_AGENTS: readonly DemoEvent[] = [
  on([189, "09:12"], registers("katarzyna", "booking-intake")),
  on(
    [187, "10:05"],
    approves("jurgen", "booking-intake", "A dispatcher confirms each booking; seen at the desk."),
  ),
  on([186, "07:30"], activates("katarzyna", "booking-intake")),

  on([189, "13:40"], registers("elisabet", "carrier-payout-reconciler")),
  on(
    [187, "10:41"],
    approves(
      "siobhan",
      "carrier-payout-reconciler",
      "Read-only bank accounts checked with treasury.",
    ),
  ),
  on([186, "08:02"], activates("elisabet", "carrier-payout-reconciler")),

  on([187, "11:10"], registers("bram", "pull-request-reviewer")),
  on([185, "09:25"], approves("ioana", "pull-request-reviewer", "")),
  on([185, "14:00"], activates("bram", "pull-request-reviewer")),

  on([186, "08:50"], registers("kacper", "incident-summariser")),
  on(
    [184, "15:10"],
    approves(
      "jurgen",
      "incident-summariser",
      "High only because log excerpts can hold credentials. Mask them at the source.",
    ),
  ),
  on([183, "07:15"], activates("kacper", "incident-summariser")),

  on([186, "13:25"], registers("elisabet", "freight-invoice-matcher")),
  on(
    [184, "14:12"],
    approves(
      "siobhan",
      "freight-invoice-matcher",
      "Critical by the rule, and rightly. Approved with the 500 euro limit, which the agent cannot move.",
    ),
  ),
  on([182, "07:45"], activates("elisabet", "freight-invoice-matcher")),

  on([185, "09:31"], registers("matteo", "tariff-classifier")),
  on([181, "11:30"], approves("siobhan", "tariff-classifier", "The declarant decides and files.")),
  on([180, "07:05"], activates("matteo", "tariff-classifier")),

  on([184, "13:00"], registers("celine", "newsletter-builder")),
  on([183, "09:45"], approves("jurgen", "newsletter-builder", "")),
  on([182, "12:10"], activates("celine", "newsletter-builder")),

  on([180, "10:20"], registers("dimitra", "road-replanner")),
  on(
    [176, "15:35"],
    approves(
      "siobhan",
      "road-replanner",
      "Watched it for a shift. Limits are set by planners and driving time is checked elsewhere.",
    ),
  ),
  on([174, "06:55"], activates("dimitra", "road-replanner")),

  on([178, "14:15"], registers("oskar", "supplier-screener")),
  on(
    [175, "08:40"],
    approves(
      "ioana",
      "supplier-screener",
      "Public lists only; noted in the records of processing.",
    ),
  ),
  on([174, "09:00"], activates("oskar", "supplier-screener")),
];
