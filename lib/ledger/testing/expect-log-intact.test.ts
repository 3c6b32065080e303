import { expect, test } from "vitest";
import { expectLogIntact } from "./expect-log-intact";
import { SampleLog } from "./sample-log";

const LOG = new SampleLog(20);
const CONTENT = {
  origin: LOG.origin,
  lines: LOG.lines,
  checkpoints: [1, 8, 13, 20].map((size) => LOG.checkpoint(size)),
  trusted: [LOG.signer.key],
};

test("a log that is intact passes, also an empty one", async () => {
  await expectLogIntact(CONTENT);
  await expectLogIntact({ ...CONTENT, lines: [], checkpoints: [] });
});

test.each([
  ["a missing entry", { lines: LOG.lines.toSpliced(5, 1) }],
  ["a doubled entry", { lines: [...LOG.lines, ...LOG.lines.slice(-1)] }],
  ["another history", { lines: new SampleLog(20, { note: "x", rewrittenFrom: 12 }).lines }],
  ["a checkpoint beyond the end", { checkpoints: [new SampleLog(21).checkpoint()] }],
  ["a checkpoint that goes back", { checkpoints: [LOG.checkpoint(8), LOG.checkpoint(7)] }],
  ["a checkpoint by nobody", { trusted: [] }],
])("%s does not", async (_name, changes) => {
  await expect(expectLogIntact({ ...CONTENT, ...changes })).rejects.toThrow();
});
