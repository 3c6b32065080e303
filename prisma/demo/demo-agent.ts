import { type RegisterAgentInput, registerAgentInput } from "@/lib/agents/schema";
import type { DataClass } from "@/lib/core/data-classes";
import type { Environment } from "@/lib/core/environments";
import type { PersonKey } from "./people";

type YesOrNo = "yes" | "no";

/** An agent as its owner describes it. Whoever is named here is a key of `PEOPLE`. */
export type DemoAgent = {
  name: string;
  purpose: string;
  description: string;
  owner: PersonKey;
  sponsor: PersonKey;
  /** Absent: to be named later. */
  successor?: PersonKey;
  model: readonly [provider: string, name: string];
  autonomy: RegisterAgentInput["autonomy"];
  oversight: string;
  dataClasses: readonly DataClass[];
  environments: readonly Environment[];
  customerFacing?: boolean;
  risk: {
    changes: "reads" | "writes" | "deletes";
    irreversible: YesOrNo;
    money: YesOrNo;
    outsideContent: YesOrNo;
    raisedTo?: NonNullable<RegisterAgentInput["riskRaisedTo"]>;
    raisedBecause?: string;
  };
  aiAct: {
    role: RegisterAgentInput["aiActRole"];
    area?: RegisterAgentInput["aiActArea"];
    profiling?: boolean;
    derogation?: RegisterAgentInput["aiActDerogation"];
    talksToPeople?: boolean;
    generatesContent?: boolean;
    reasoning: string;
  };
  /** One link a line, `Label | https://address`. */
  links: string;
  /** Why it is another agent than the one it resembles. */
  duplicateReason?: string;
};

/** The registration form as this owner would fill it in, through the same schema as the real one. */
export function registrationOf(
  slug: string,
  agent: DemoAgent,
  idOf: (key: PersonKey) => string,
): RegisterAgentInput {
  const { risk, aiAct } = agent;
  return registerAgentInput.parse({
    slug,
    name: agent.name,
    purpose: agent.purpose,
    description: agent.description,
    ownerId: idOf(agent.owner),
    sponsorId: idOf(agent.sponsor),
    successorId: agent.successor ? idOf(agent.successor) : "",
    modelProvider: agent.model[0],
    modelName: agent.model[1],
    autonomy: agent.autonomy,
    oversight: agent.oversight,
    dataClasses: [...agent.dataClasses],
    environments: [...agent.environments],
    customerFacing: yesOrNo(agent.customerFacing),
    riskChanges: risk.changes,
    riskIrreversible: risk.irreversible,
    riskMoney: risk.money,
    riskOutsideContent: risk.outsideContent,
    riskRaisedTo: risk.raisedTo ?? "",
    riskReason: risk.raisedBecause ?? "",
    aiActRole: aiAct.role,
    aiActArea: aiAct.area ?? "NONE",
    aiActProfiling: yesOrNo(aiAct.profiling),
    aiActDerogation: aiAct.derogation ?? "NOT_CLAIMED",
    aiActTalksToPeople: yesOrNo(aiAct.talksToPeople),
    aiActGeneratesContent: yesOrNo(aiAct.generatesContent),
    aiActReasoning: aiAct.reasoning,
    links: agent.links,
    retireOn: "",
    duplicateReason: agent.duplicateReason ?? "",
  });
}

function yesOrNo(answer: boolean | undefined): YesOrNo {
  return answer ? "yes" : "no";
}
