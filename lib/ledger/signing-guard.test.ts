import { expect, test } from "vitest";
import { maySign } from "./signing-guard";
import { reasonOf } from "./testing/read";
import { SampleLog } from "./testing/sample-log";

const LOG = new SampleLog(30);
const rootAt = async (size: bigint) => LOG.tree.root(Number(size));
const record = (size: number, log = LOG) => ({ where: "ledger_seal", ...log.tree.head(size) });
const sign = async (...records: ReturnType<typeof record>[]) =>
  reasonOf(await maySign(20n, rootAt, records));

test("a tree that continues everything signed before may be signed", async () => {
  expect(await sign()).toBe("holds");
  expect(await sign(record(1), record(19), record(20))).toBe("holds");
});

test("a tree smaller than one signed before may not", async () => {
  expect(await sign(record(3), record(21))).toBe("truncated");
});

test("a tree with another past may not, nor one whose past cannot be computed", async () => {
  const other = new SampleLog(30, { note: "x", rewrittenFrom: 10 });
  expect(await sign(record(9, other))).toBe("holds");
  expect(await sign(record(20), record(15, other))).toBe("fork");
  expect(reasonOf(await maySign(20n, async () => null, [record(3)]))).toBe("fork");
});
