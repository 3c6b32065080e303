import type { AgentContentInput, RegisterAgentInput } from "./schema";

/** A sound registration for tests: three different people, medium risk, outside Annex III. */
export const CONTENT_INPUT: AgentContentInput = {
  name: "Invoice matcher",
  purpose: "Matches supplier invoices with purchase orders and flags differences to accounting.",
  description: "Runs every night after the bank import.",
  ownerId: "11111111-1111-4111-8111-111111111111",
  sponsorId: "22222222-2222-4222-8222-222222222222",
  successorId: "33333333-3333-4333-8333-333333333333",
  modelProvider: "Anthropic",
  modelName: "claude-sonnet-5",
  autonomy: "ACTS_WITHIN_LIMITS",
  oversight: "The accounting lead looks at the differences each morning and can stop the run.",
  dataClasses: ["confidential", "personal"],
  environments: ["production"],
  customerFacing: false,
  riskChanges: "writes",
  riskIrreversible: "no",
  riskMoney: "no",
  riskOutsideContent: "no",
  riskRaisedTo: null,
  riskReason: "",
  aiActRole: "DEPLOYER",
  aiActArea: "NONE",
  aiActProfiling: false,
  aiActDerogation: "NOT_CLAIMED",
  aiActTalksToPeople: false,
  aiActGeneratesContent: false,
  aiActReasoning: "It compares invoices; no decision about a person is made or prepared.",
  links: [{ label: "Runbook", url: "https://wiki.example.com/invoice-matcher" }],
  retireOn: null,
  duplicateReason: "",
};

export const REGISTER_INPUT: RegisterAgentInput = { ...CONTENT_INPUT, slug: null };

/** The same as a browser's form sends it. */
export const TYPED = {
  ...CONTENT_INPUT,
  slug: "",
  customerFacing: "no",
  riskRaisedTo: "",
  aiActProfiling: "no",
  aiActTalksToPeople: "no",
  aiActGeneratesContent: "no",
  links: "Runbook | https://wiki.example.com/invoice-matcher",
  retireOn: "",
};
