import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { read } from "@/lib/db/read";
import { contextOf, entriesOf, NOW, openForPushing } from "../testing/pushing";
import { CANARY_PATHS, canaryCaller } from "./canary";
import { sendCanaries } from "./canary-job";

const JOB: Actor = { kind: "job", id: "activity.canary", grants: ["call:push"] };

beforeAll(openForPushing);

test("G37: a canary goes through each log path, as a call of somebody whom nobody registered", async () => {
  await sendCanaries(contextOf(JOB));
  await sendCanaries(contextOf(JOB, new Date(NOW.getTime() + 4 * 3_600_000)));
  const entries = await entriesOf("countersign-canary");
  expect(entries).toHaveLength(2 * CANARY_PATHS.length);
  const days = await read().ledgerUsageDay.findMany({
    where: { source: "countersign-canary", kind: "tool_call" },
    orderBy: { agent: "asc" },
  });
  expect(days.map(({ agent, calls }) => [agent, calls])).toEqual(
    CANARY_PATHS.map((path) => [canaryCaller(path), 2n]),
  );
  const added = await read().changeLogEntry.count({ where: { subjectId: "countersign-canary" } });
  expect(added).toBe(1);
});
