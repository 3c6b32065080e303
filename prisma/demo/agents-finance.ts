import type { DemoAgent } from "./demo-agent";

/** Agents near money, contracts and the law. */
export const FINANCE_AGENTS = {
  "freight-invoice-matcher": {
    name: "Freight invoice matcher",
    purpose:
      "Match carrier invoices to bookings, agreed rates and proof of delivery, and release those that agree within the tolerance.",
    description:
      "Compares every line of a carrier invoice with the rate sheet and the delivery record. Releases for payment up to 500 euro per invoice if all lines agree within 2 percent; anything else goes to accounts payable with the difference marked. About 6,200 invoices a month.",
    owner: "elisabet",
    sponsor: "zoltan",
    successor: "oskar",
    model: ["Mistral AI", "mistral-medium-2505"],
    autonomy: "ACTS_WITHIN_LIMITS",
    oversight:
      "The controller draws 25 released invoices a week and compares them with the paper. The release limit is a parameter in the payment system, outside the agent's reach; accounts payable can set it to zero.",
    dataClasses: ["confidential", "payment"],
    environments: ["production", "staging"],
    risk: { changes: "writes", irreversible: "yes", money: "yes", outsideContent: "yes" },
    aiAct: {
      role: "DEPLOYER",
      reasoning:
        "Checks invoices between companies. No natural person is assessed, no Annex III area.",
    },
    links:
      "Runbook | https://wiki.marenvik.example/agents/freight-invoice-matcher\nTolerance table | https://wiki.marenvik.example/finance/tolerances",
  },
  "carrier-payout-reconciler": {
    name: "Carrier payout reconciler",
    purpose:
      "Reconcile bank statements with payment runs to carriers every morning and explain each difference.",
    description:
      "Reads yesterday's statements of four banks and the payment runs, pairs them and writes a note on every difference. It cannot start, change or stop a payment.",
    owner: "elisabet",
    sponsor: "zoltan",
    successor: "paolo",
    model: ["Mistral AI", "mistral-small-2506"],
    autonomy: "SUGGESTS",
    oversight:
      "Treasury works through the list by ten each day and signs it. Without the list the reconciliation is done by hand, as before.",
    dataClasses: ["confidential", "payment"],
    environments: ["production"],
    risk: { changes: "reads", irreversible: "no", money: "no", outsideContent: "no" },
    aiAct: {
      role: "DEPLOYER",
      reasoning: "Pairs bank lines with payment runs of companies. No Annex III area.",
    },
    links: "Runbook | https://wiki.marenvik.example/agents/carrier-payout-reconciler",
  },
  "supplier-screener": {
    name: "Supplier screener",
    purpose:
      "Check new carriers and suppliers against sanctions lists, licence registers and insurance certificates before procurement signs.",
    description:
      "Collects register extracts and certificates, compares names and owners with the consolidated sanctions lists and writes a file with every hit and near hit. Procurement decides; a hit also goes to trade risk.",
    owner: "oskar",
    sponsor: "zoltan",
    successor: "paolo",
    model: ["Anthropic", "claude-sonnet-4-5"],
    autonomy: "SUGGESTS",
    oversight:
      "Trade risk decides every hit and every near hit. No supplier is blocked or released by the agent.",
    dataClasses: ["public", "confidential", "personal"],
    environments: ["production"],
    risk: { changes: "writes", irreversible: "no", money: "no", outsideContent: "yes" },
    aiAct: {
      role: "DEPLOYER",
      reasoning:
        "Compares names of companies and their beneficial owners with public lists. Not law enforcement and not a credit decision; people decide each hit.",
    },
    links:
      "Runbook | https://wiki.marenvik.example/agents/supplier-screener\nSanctions procedure | https://wiki.marenvik.example/risk/sanctions",
  },
  "contract-indexer": {
    name: "Contract indexer",
    purpose:
      "Read carrier and customer contracts and keep an index of terms, notice periods, liability caps and renewal dates.",
    description:
      "Reads the contract archive, 11,400 documents, and proposes index entries with the page they come from. Legal confirms an entry before anybody sees it.",
    owner: "noemie",
    sponsor: "zoltan",
    model: ["Mistral AI", "mistral-medium-2505"],
    autonomy: "ACTS_WITH_APPROVAL",
    oversight: "Legal confirms each entry against the page it quotes.",
    dataClasses: ["confidential", "personal"],
    environments: ["staging"],
    risk: { changes: "writes", irreversible: "no", money: "no", outsideContent: "yes" },
    aiAct: {
      role: "DEPLOYER",
      reasoning: "Indexes contracts between companies. No legal advice, no Annex III area.",
    },
    links: "Project page | https://wiki.marenvik.example/legal/contract-index",
  },
  "candidate-shortlister": {
    name: "Candidate shortlister",
    purpose:
      "Compare applications for warehouse and dispatcher posts with the stated requirements and propose whom to invite.",
    description:
      "Reads CVs and answers to the application form, checks licences, languages and shifts against the posting and sorts applications into three groups, each with the sentences that led to it. Recruiters see all three groups.",
    owner: "lea",
    sponsor: "ingrid",
    successor: "noemie",
    model: ["Anthropic", "claude-sonnet-4-5"],
    autonomy: "SUGGESTS",
    oversight: "A recruiter reads the first group in full and skims the others.",
    dataClasses: ["personal", "special-category"],
    environments: ["production"],
    risk: {
      changes: "reads",
      irreversible: "no",
      money: "no",
      outsideContent: "yes",
      raisedTo: "CRITICAL",
      raisedBecause:
        "It bears on who gets work. The works council asked for the highest class until two bias tests are in.",
    },
    aiAct: {
      role: "DEPLOYER",
      area: "EMPLOYMENT",
      profiling: true,
      reasoning:
        "Annex III point 4(a), selection of natural persons. It profiles applicants, so Article 6(3) is closed to it and it is handled as high-risk: named oversight, input checks, logs kept, applicants and workers informed.",
    },
    links:
      "Runbook | https://wiki.marenvik.example/agents/candidate-shortlister\nImpact assessment | https://wiki.marenvik.example/privacy/dpia/shortlister",
  },
} as const satisfies Record<string, DemoAgent>;
