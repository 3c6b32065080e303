import type { DemoAgent } from "./demo-agent";

/** Agents that read what shippers write, or answer them. */
export const CUSTOMER_AGENTS = {
  "booking-intake": {
    name: "Booking intake",
    purpose:
      "Read booking e-mails and attached packing lists from shippers and prepare a booking that a dispatcher confirms.",
    description:
      "Watches the shared booking mailbox of the Antwerp, Gdańsk and Porto desks. Extracts consignor, consignee, goods, weights and ready dates, looks up the customer and fills a draft booking. A dispatcher compares it with the e-mail and confirms. About 1,900 bookings a week.",
    owner: "katarzyna",
    sponsor: "ingrid",
    successor: "rui",
    model: ["Mistral AI", "mistral-medium-2505"],
    autonomy: "ACTS_WITH_APPROVAL",
    oversight:
      "Every draft is confirmed by the dispatcher on duty. The shift lead can switch the mailbox watcher off on the desk board; the old manual queue takes over at once.",
    dataClasses: ["internal", "customer-content", "personal"],
    environments: ["production", "staging"],
    risk: { changes: "writes", irreversible: "no", money: "no", outsideContent: "yes" },
    aiAct: {
      role: "DEPLOYER",
      reasoning:
        "Extracts fields from business correspondence; no decision about a natural person and no Annex III area. Senders never talk to it, the dispatcher answers them.",
    },
    links:
      "Runbook | https://wiki.marenvik.example/agents/booking-intake\nDesk procedure 14 | https://wiki.marenvik.example/customer-service/procedures/14",
  },
  "shipment-concierge": {
    name: "Shipment concierge",
    purpose:
      "Answer shippers' questions about where a consignment is and when it arrives, in the customer portal chat, in eleven languages.",
    description:
      "Looks up tracking events, estimated arrival and documents of the consignments of the signed-in customer. May show a delivery note and open a ticket. Hands over to a person on request, on the second misunderstanding and for anything about damage or money.",
    owner: "katarzyna",
    sponsor: "ingrid",
    successor: "rui",
    model: ["Anthropic", "claude-sonnet-4-5"],
    autonomy: "ACTS_WITH_APPROVAL",
    oversight:
      "Anything it would write is approved by a colleague on the floor, who can take over the chat. Customer service reads 40 conversations a week. The duty manager can close the channel in the portal settings.",
    dataClasses: ["customer-content", "personal"],
    environments: ["production", "staging"],
    customerFacing: true,
    risk: { changes: "writes", irreversible: "no", money: "no", outsideContent: "yes" },
    aiAct: {
      role: "PROVIDER_AND_DEPLOYER",
      talksToPeople: true,
      generatesContent: true,
      reasoning:
        "Put into service under our own name on a bought model. It decides nothing about a person; no Annex III area.",
    },
    links:
      "Runbook | https://wiki.marenvik.example/agents/shipment-concierge\nNotice shown to customers | https://portal.marenvik.example/about-the-assistant",
  },
  "claims-triage": {
    name: "Claims triage",
    purpose:
      "Sort incoming damage and loss claims by liability regime, completeness and deadline, and ask the claimant for missing documents.",
    description:
      "Reads the claim form, photographs and the CMR or bill of lading, proposes the regime and the time bar, and prepares the letter that asks for what is missing. Claims handlers decide on liability and amount. It has no access to payments.",
    owner: "rui",
    sponsor: "ingrid",
    successor: "katarzyna",
    model: ["Anthropic", "claude-3-5-haiku-20241022"],
    autonomy: "ACTS_WITH_APPROVAL",
    oversight:
      "Handlers see the proposed regime beside the documents and overrule it with one key; overrulings are counted weekly. A handler sends each letter.",
    dataClasses: ["confidential", "customer-content", "personal"],
    environments: ["production", "staging"],
    customerFacing: true,
    risk: { changes: "writes", irreversible: "yes", money: "no", outsideContent: "yes" },
    aiAct: {
      role: "DEPLOYER",
      generatesContent: true,
      reasoning:
        "Claims are commercial and concern goods, not life or health insurance of natural persons; Annex III point 5(c) does not apply. A handler decides every claim.",
    },
    links:
      "Runbook | https://wiki.marenvik.example/agents/claims-triage\nOverruling report | https://bi.marenvik.example/claims/overruled",
  },
  "newsletter-builder": {
    name: "Newsletter builder",
    purpose: "Draft the monthly newsletter to shippers from published route and tariff notices.",
    description:
      "Collected public notices and wrote a first draft in five languages. Replaced by the content team's own tool when marketing operations was dissolved.",
    owner: "celine",
    sponsor: "birgitta",
    successor: "bram",
    model: ["OpenAI", "gpt-4.1-mini"],
    autonomy: "SUGGESTS",
    oversight: "Marketing operations edited and released every issue by hand.",
    dataClasses: ["public", "internal"],
    environments: ["production"],
    risk: { changes: "reads", irreversible: "no", money: "no", outsideContent: "no" },
    aiAct: {
      role: "DEPLOYER",
      generatesContent: true,
      reasoning:
        "Drafts marketing text that an editor rewrites and answers for; the editorial exception of Article 50(4) applies. No Annex III area.",
    },
    links: "Archive of issues | https://wiki.marenvik.example/marketing/newsletter",
  },
} as const satisfies Record<string, DemoAgent>;
