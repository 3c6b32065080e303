// Adds the source that the bench pushes as, and answers its token.
import { randomUUID } from "node:crypto";
import { addSource } from "@/lib/activity/commands/add-source";
import { addSourceInput } from "@/lib/activity/sources/source-schema";
import { answerOnce } from "../ledger/worker";

await answerOnce(async () => {
  const actor = { kind: "job", id: "bench", grants: ["source:manage"] } as const;
  const ctx = { actor, now: new Date(), requestId: randomUUID() };
  const input = addSourceInput.parse({ name: "Bench", kind: "agentgateway" });
  const { id, token } = await addSource(ctx, input);
  return { id, token };
});
