import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { read } from "@/lib/db/read";
import { CANARY_SOURCE } from "../calls/call-view";
import { disableSource } from "../commands/disable-source";
import { makeSourceToken } from "../commands/make-source-token";
import { startImport } from "../commands/start-import";
import { contextOf, entriesOf, NOW, openForPushing } from "../testing/pushing";
import { CANARY_PATHS, canaryBody, canaryCaller } from "./canary";
import { sendCanaries } from "./canary-job";
import { push } from "./push";

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

test("G37: nobody but the product sends, edits or gets a token under the canary's name, as no list shows its calls", async () => {
  await sendCanaries(contextOf(JOB, new Date(NOW.getTime() + 8 * 3_600_000)));
  const ctx = contextOf({
    ...{ kind: "job", id: "test.admin" },
    grants: ["source:manage", "call:import"],
  });
  const id = CANARY_SOURCE;
  const before = (await entriesOf(id)).length;
  const body = { ...canaryBody("lines", NOW), sourceId: id, encoding: null, headers: {} };
  await expect(push(ctx, body)).rejects.toMatchObject({ code: "forbidden" });
  const file = { sourceId: id, fileName: "a.jsonl", sha256: "0".repeat(64), bytes: 1 };
  const refused = { code: "conflict" };
  await expect(startImport(ctx, file)).rejects.toMatchObject(refused);
  await expect(makeSourceToken(ctx, { id, overlapHours: 0 })).rejects.toMatchObject(refused);
  await expect(disableSource(ctx, { id, reason: "quiet" })).rejects.toMatchObject(refused);
  expect(await entriesOf(id)).toHaveLength(before);
});
