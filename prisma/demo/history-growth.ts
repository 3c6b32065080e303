import {
  activates,
  asksToChange,
  proposesAgain,
  registers,
  resumes,
  suspends,
} from "./deeds-agents";
import { givesRoles } from "./deeds-people";
import { approves, asksForRules, declines, takesBack } from "./deeds-requests";
import { type DemoEvent, on } from "./stage";

/** The months in between: harder cases, a near miss, wishes that were refused. */
export const GROWTH: readonly DemoEvent[] = [
  on([172, "08:10"], registers("bram", "release-notes-writer")),
  on([171, "09:00"], approves("jurgen", "release-notes-writer", "")),
  on([171, "12:30"], activates("bram", "release-notes-writer")),

  on([165, "10:45"], registers("rui", "claims-triage")),
  on([161, "13:20"], approves("marguerite", "claims-triage", "A handler decides every claim.")),
  on([160, "07:50"], activates("rui", "claims-triage")),

  // The first customers would have met it without being told what it is.
  on([158, "09:05"], registers("katarzyna", "shipment-concierge")),
  on(
    [157, "11:15"],
    declines(
      "ioana",
      "shipment-concierge",
      "Article 50 asks it of every chat. Say how customers learn that they talk to software and for whom it acts.",
    ),
  ),
  on(
    [156, "13:50"],
    proposesAgain(
      "katarzyna",
      "shipment-concierge",
      {
        aiActReasoning:
          "Put into service under our own name on a bought model. Outside Annex III. Article 50(1): the first message says that it is an automated assistant acting for Marenvik Freight and how to reach a person.",
      },
      "The notice is written and in the portal; see the second link.",
    ),
  ),
  on([153, "09:20"], approves("ioana", "shipment-concierge", "Notice seen in four languages.")),
  on([152, "08:00"], activates("katarzyna", "shipment-concierge")),

  on([145, "13:15"], registers("lea", "candidate-shortlister")),
  on(
    [143, "10:30"],
    declines(
      "ioana",
      "candidate-shortlister",
      "No impact assessment yet, and the works council has not been told.",
    ),
  ),
  on(
    [134, "09:40"],
    proposesAgain(
      "lea",
      "candidate-shortlister",
      {
        oversight:
          "Two trained recruiters read every application, in whatever group; the works council sees the quarterly bias test. Either recruiter can stop it.",
      },
      "Assessment finished, works council informed, second recruiter trained.",
    ),
  ),
  on(
    [128, "15:05"],
    approves(
      "marguerite",
      "candidate-shortlister",
      "Approved for warehouse and dispatcher posts. Stops by itself if a bias test is missed.",
    ),
  ),
  on([127, "08:30"], activates("lea", "candidate-shortlister")),

  on(
    [140, "08:15"],
    givesRoles(
      "annelies",
      "kacper",
      ["owner"],
      "On-call no longer needs it: two named admins are enough.",
    ),
  ),

  on(
    [133, "06:42"],
    suspends(
      "jurgen",
      "incident-summariser",
      "It quoted a database password from a log line into the incident channel. Password changed at 06:31.",
    ),
  ),
  on(
    [133, "13:10"],
    asksToChange(
      "kacper",
      "incident-summariser",
      {
        oversight:
          "The incident lead corrects or mutes it in the channel. It posts in incident channels only, and the log shipper masks secrets before it reads a line.",
      },
      "Secrets are masked in the shipper since noon; twelve planted ones were all masked.",
    ),
  ),
  on(
    [132, "10:05"],
    approves("siobhan", "incident-summariser", "Saw the test with planted secrets."),
  ),
  on([132, "11:00"], resumes("kacper", "incident-summariser", "Masking is in place and approved.")),

  on(
    [110, "10:10"],
    asksToChange(
      "rui",
      "claims-triage",
      { modelName: "claude-haiku-4-5" },
      "The old model is withdrawn by its provider next month. 300 closed claims were sorted again: 291 alike, 6 better, 3 worse.",
    ),
  ),
  on(
    [108, "09:15"],
    approves(
      "siobhan",
      "claims-triage",
      "The three are edge cases of multimodal transport; noted.",
    ),
  ),

  on(
    [95, "14:20"],
    asksToChange(
      "kacper",
      "incident-summariser",
      { autonomy: "ACTS_ALONE", riskIrreversible: "yes" },
      "Let it restart stateless services by itself at night.",
    ),
  ),
  on(
    [93, "08:45"],
    declines(
      "siobhan",
      "incident-summariser",
      "A restart is an act of the person on call. Come back with a list of services and a limit.",
    ),
  ),

  on(
    [90, "09:50"],
    asksToChange(
      "bram",
      "pull-request-reviewer",
      { modelProvider: "OpenAI", modelName: "gpt-5" },
      "Finds more of the risky queries in our trial.",
    ),
  ),
  on(
    [89, "15:30"],
    takesBack(
      "bram",
      "pull-request-reviewer",
      "The trial used another set of repositories. I will run it again on ours first.",
    ),
  ),

  on([80, "11:05"], registers("dimitra", "dispatcher-call-coach")),
  on(
    [78, "09:10"],
    declines(
      "ioana",
      "dispatcher-call-coach",
      "It infers stress from the voices of our own people. Article 5(1)(f) prohibits that at work, whatever the intent. Talk to the people team about breaks instead.",
    ),
  ),

  on(
    [70, "13:35"],
    asksToChange(
      "katarzyna",
      "shipment-concierge",
      {
        autonomy: "ACTS_WITHIN_LIMITS",
        oversight:
          "It opens tickets by itself for late, lost and damaged; all else still waits for a person. Customer service reads 40 conversations a week against a written scale. The duty manager can close the channel in the portal settings.",
      },
      "1,200 tickets were approved by hand so far, 3 of them changed.",
    ),
  ),
  on(
    [68, "08:30"],
    approves(
      "ioana",
      "shipment-concierge",
      "Tickets only. Anything that names a third person waits.",
    ),
  ),

  on(
    [40, "09:55"],
    asksForRules(
      "ioana",
      "requests",
      { dueDays: 14 },
      "Two impact assessments did not fit into a week.",
    ),
  ),
  on(
    [38, "16:05"],
    declines(
      "marguerite",
      "rules of requests",
      "Decline what is not ready and let it be asked again; do not slow all others down.",
    ),
  ),
];
