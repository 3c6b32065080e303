import type { DemoAgent } from "./demo-agent";

/** Agents somebody asked for: four still wait for a decision, one was declined. */
export const PROPOSED_AGENTS = {
  "dock-slot-optimiser": {
    name: "Dock slot optimiser",
    purpose:
      "Propose which truck gets which dock and when, so that drivers wait less at the Riga and Gdańsk terminals.",
    description:
      "Reads arrivals, yard positions and staffing and proposes a slot plan every ten minutes. The yard lead accepts or moves slots.",
    owner: "janis",
    sponsor: "ingrid",
    successor: "dimitra",
    model: ["Self-hosted", "qwen2.5-32b-instruct"],
    autonomy: "ACTS_WITH_APPROVAL",
    oversight:
      "The yard lead accepts each plan; without a plan the yard runs first come, first served.",
    dataClasses: ["internal"],
    environments: ["staging"],
    risk: { changes: "writes", irreversible: "no", money: "no", outsideContent: "no" },
    aiAct: {
      role: "DEPLOYER",
      reasoning: "Plans docks and vehicles. It does not allocate work to people or rate them.",
    },
    links: "Project page | https://wiki.marenvik.example/warehouse/dock-slots",
  },
  "freight-invoice-matcher-iberia": {
    name: "Freight invoice matcher Iberia",
    purpose:
      "Match Spanish and Portuguese carrier invoices to bookings, agreed rates and proof of delivery.",
    description:
      "Reads invoices of the Porto and Valencia offices, which come through the tax authorities' platforms in their own formats.",
    owner: "nuno",
    sponsor: "zoltan",
    successor: "elisabet",
    model: ["Mistral AI", "mistral-medium-2505"],
    autonomy: "SUGGESTS",
    oversight: "Accounts payable in Porto releases every invoice by hand.",
    dataClasses: ["confidential", "payment"],
    environments: ["staging"],
    risk: { changes: "reads", irreversible: "no", money: "no", outsideContent: "yes" },
    aiAct: {
      role: "DEPLOYER",
      reasoning: "Checks invoices between companies. No Annex III area.",
    },
    links: "Project page | https://wiki.marenvik.example/finance/iberia-invoices",
    duplicateReason:
      "Other invoice formats, another payment system and no right to release: the Antwerp matcher cannot read the tax platforms, and the Porto office is a company of its own.",
  },
  "payment-terms-adviser": {
    name: "Payment terms adviser",
    purpose:
      "Propose payment terms and credit limits for business customers from their payment history and published accounts.",
    description:
      "Reads open items, payment history and filed accounts and proposes terms with the figures behind them. Credit control decides.",
    owner: "nuno",
    sponsor: "zoltan",
    successor: "elisabet",
    model: ["Anthropic", "claude-sonnet-4-5"],
    autonomy: "SUGGESTS",
    oversight:
      "Credit control decides all terms; limits above 50,000 euro need the controller too.",
    dataClasses: ["confidential", "payment", "personal"],
    environments: ["staging"],
    risk: {
      changes: "reads",
      irreversible: "no",
      money: "no",
      outsideContent: "yes",
      raisedTo: "HIGH",
      raisedBecause: "Terms for sole traders would be a decision about a person's credit.",
    },
    aiAct: {
      role: "DEPLOYER",
      area: "ESSENTIAL_SERVICES",
      profiling: true,
      reasoning:
        "Meant for companies only. Some carriers are sole traders, so point 5(b) may reach it: until they are left out it is treated as an agent that profiles people.",
    },
    links: "Concept | https://wiki.marenvik.example/finance/payment-terms",
  },
  "meeting-minutes": {
    name: "Meeting minutes",
    purpose: "Write minutes of internal meetings from the recording and list who promised what.",
    description:
      "Transcribes the recording, drafts minutes and deletes the recording after a week.",
    owner: "noemie",
    sponsor: "birgitta",
    successor: "lea",
    model: ["Self-hosted", "mistral-small-3.2-24b"],
    autonomy: "SUGGESTS",
    oversight: "Whoever called the meeting corrects the draft before anybody else sees it.",
    dataClasses: ["internal", "confidential", "personal"],
    environments: ["staging"],
    risk: { changes: "deletes", irreversible: "yes", money: "no", outsideContent: "no" },
    aiAct: {
      role: "DEPLOYER",
      generatesContent: true,
      reasoning:
        "Writes down what was said. It infers no emotion and rates nobody; no Annex III area.",
    },
    links: "Concept | https://wiki.marenvik.example/legal/minutes",
  },
  "dispatcher-call-coach": {
    name: "Dispatcher call coach",
    purpose:
      "Listen to dispatchers' calls, notice stress and impatience in the voice and suggest a pause or another tone.",
    description:
      "Analyses the live audio of calls with drivers and customers and shows hints on the dispatcher's screen.",
    owner: "dimitra",
    sponsor: "ingrid",
    successor: "katarzyna",
    model: ["Self-hosted", "speech-affect-0.9"],
    autonomy: "ACTS_WITHIN_LIMITS",
    oversight: "Dispatchers can switch the hints off.",
    dataClasses: ["personal", "special-category"],
    environments: ["staging"],
    risk: { changes: "reads", irreversible: "no", money: "no", outsideContent: "yes" },
    aiAct: {
      role: "PROVIDER_AND_DEPLOYER",
      area: "BIOMETRICS",
      profiling: true,
      talksToPeople: true,
      reasoning: "It reads emotion from voices, so point 1(c) of Annex III probably applies.",
    },
    links: "Pitch | https://wiki.marenvik.example/network/ideas/call-coach",
  },
} as const satisfies Record<string, DemoAgent>;
