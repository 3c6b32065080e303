import type { DemoAgent } from "./demo-agent";

/** Agents that move freight, and those that help to build and run the systems. */
export const OPERATIONS_AGENTS = {
  "tariff-classifier": {
    name: "Tariff classifier",
    purpose:
      "Propose the customs tariff code of goods for import and export declarations, with the notes that support it.",
    description:
      "Reads the goods description, the shipper's past declarations and the explanatory notes and proposes up to three codes with reasons. A customs declarant chooses and files. A wrong code costs duty, fines and the trust of the customs office.",
    owner: "matteo",
    sponsor: "ingrid",
    successor: "paolo",
    model: ["Anthropic", "claude-sonnet-4-5"],
    autonomy: "SUGGESTS",
    oversight:
      "A licensed declarant decides each code. Declarants report a misleading proposal with one click; more than five in a week stop the agent.",
    dataClasses: ["confidential", "customer-content"],
    environments: ["production", "staging"],
    risk: {
      changes: "writes",
      irreversible: "no",
      money: "no",
      outsideContent: "yes",
      raisedTo: "HIGH",
      raisedBecause: "A wrong code that nobody notices is a customs offence in our name.",
    },
    aiAct: {
      role: "DEPLOYER",
      reasoning:
        "Classifies goods, not people. Annex III point 7 is about persons at borders and does not apply to freight.",
    },
    links:
      "Runbook | https://wiki.marenvik.example/agents/tariff-classifier\nDeclarants' guide | https://wiki.marenvik.example/customs/guide",
  },
  "road-replanner": {
    name: "Road replanner",
    purpose:
      "Propose new routes and transshipment when a truck is late, a road closes or a ferry is cancelled.",
    description:
      "Watches positions, traffic and ferry notices and rebuilds the plan of the next twelve hours. Inside the limits a planner has set (driving time, cost, customer priority) it sends the new plan to the driver's device; outside them it asks.",
    owner: "dimitra",
    sponsor: "ingrid",
    successor: "bram",
    model: ["Self-hosted", "qwen2.5-32b-instruct"],
    autonomy: "ACTS_WITHIN_LIMITS",
    oversight:
      "A planner sees each change with its reason and can undo it for ten minutes. Driving and rest times are checked by the telematics system, not by the agent.",
    dataClasses: ["internal", "confidential", "personal"],
    environments: ["production", "staging", "development"],
    risk: { changes: "writes", irreversible: "no", money: "yes", outsideContent: "yes" },
    aiAct: {
      role: "PROVIDER_AND_DEPLOYER",
      area: "NONE",
      reasoning:
        "Plans our own trucks. It is no safety component of road traffic (Annex III point 2) and does not judge drivers: positions are used per vehicle, not per person.",
    },
    links:
      "Runbook | https://wiki.marenvik.example/agents/road-replanner\nLimits in force | https://wiki.marenvik.example/network/replanning-limits",
  },
  "release-notes-writer": {
    name: "Release notes writer",
    purpose: "Draft release notes of the booking platform from merged changes and tickets.",
    description: "Reads merged pull requests and their tickets and drafts notes for review.",
    owner: "bram",
    sponsor: "birgitta",
    successor: "kacper",
    model: ["Self-hosted", "mistral-small-3.2-24b"],
    autonomy: "SUGGESTS",
    oversight: "The release manager edits and publishes.",
    dataClasses: ["internal", "source-code"],
    environments: ["development"],
    risk: { changes: "reads", irreversible: "no", money: "no", outsideContent: "no" },
    aiAct: {
      role: "DEPLOYER",
      generatesContent: true,
      reasoning: "Drafts technical text for colleagues. No Annex III area.",
    },
    links: "Runbook | https://wiki.marenvik.example/agents/release-notes-writer",
  },
  "pull-request-reviewer": {
    name: "Pull request reviewer",
    purpose: "Comment on pull requests: missing tests, risky queries, secrets in code.",
    description:
      "Reads the diff and the files around it and leaves comments. It cannot approve, merge or push.",
    owner: "bram",
    sponsor: "birgitta",
    successor: "kacper",
    model: ["Anthropic", "claude-sonnet-4-5"],
    autonomy: "SUGGESTS",
    oversight: "A colleague approves every change; branch rules keep the agent's account from it.",
    dataClasses: ["source-code"],
    environments: ["development"],
    risk: { changes: "writes", irreversible: "no", money: "no", outsideContent: "no" },
    aiAct: {
      role: "DEPLOYER",
      reasoning: "Reviews source code. It does not assess developers and keeps no score of them.",
    },
    links: "Runbook | https://wiki.marenvik.example/agents/pull-request-reviewer",
  },
  "incident-summariser": {
    name: "Incident summariser",
    purpose:
      "Keep a running summary of an open incident from alerts, logs and the incident channel, and draft the report.",
    description:
      "Reads alerts, log excerpts and the channel while an incident is open and posts a summary every fifteen minutes. After closing it drafts the timeline.",
    owner: "kacper",
    sponsor: "birgitta",
    successor: "bram",
    model: ["Mistral AI", "mistral-small-2506"],
    autonomy: "ACTS_WITHIN_LIMITS",
    oversight:
      "The incident lead corrects or mutes it in the channel. It posts in incident channels only.",
    dataClasses: ["internal", "confidential", "credentials"],
    environments: ["production", "staging"],
    risk: { changes: "writes", irreversible: "no", money: "no", outsideContent: "no" },
    aiAct: {
      role: "DEPLOYER",
      reasoning: "Summarises machine logs and messages of the incident team. No Annex III area.",
    },
    links:
      "Runbook | https://wiki.marenvik.example/agents/incident-summariser\nChannel rules | https://wiki.marenvik.example/platform/incidents",
  },
} as const satisfies Record<string, DemoAgent>;
