import { disposeDeviation } from "@/lib/access-matrix/deviations/commands/dispose-deviation";
import { disposeDeviationInput } from "@/lib/access-matrix/deviations/deviation-schema";
import type { Actor } from "@/lib/auth/actor";
import { addDays, utcDay } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { PEOPLE } from "../people";
import { contextOf, emptyStage } from "../stage";

/** An officer says what calls of the lab were that no grant allows; everything else that was found waits for one. */
export async function explainLab(at: Date): Promise<void> {
  const stage = emptyStage(at);
  stage.acts = ACTS_BEFORE;
  const found = await read().deviation.findMany({
    where: {
      ...{ kind: "used-not-granted", disposition: "open", clearedAt: null },
      ...{ keyId: null, agentId: { not: null }, environment: "staging" },
    },
    orderBy: [{ since: "asc" }, { id: "asc" }],
    take: 100,
  });
  const { email } = PEOPLE.jurgen;
  const identity = await read().personIdentity.findFirst({ where: { email } });
  if (!identity) return;
  const officer: Actor = { kind: "person", id: identity.personId, roles: ["compliance"] };
  for (const { id: deviationId, version } of found) {
    const form = { deviationId, version, disposition: "explained", explanation: LAB };
    const more = { ticket: "CHG-2318", until: utcDay(addDays(at, 45)) };
    await disposeDeviation(
      contextOf(stage, officer, at),
      disposeDeviationInput.parse({ ...form, ...more }),
    );
  }
}

const LAB =
  "A trial in the lab: the agent called there before its key was granted this. It ended with the trial, and the lab holds no personal data.";

// The company and its traffic have had theirs by then, and each act has a name of its own.
const ACTS_BEFORE = 2_000_000;
