import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { AppError } from "@/lib/core/app-error";
import { linesInCsv } from "./csv-lines";
import { LINES_MAX } from "./enforced-limits";
import { policyOf } from "./policy-lines";
import { statementOf, uploadedStatement } from "./read-statement";

const NOW = new Date("2026-11-21T14:00:00.000Z");
const line = (differs: object = {}) => ({
  ...{ principal: "key-1", server: "crm", operation: "read", environment: "production" },
  ...differs,
});
const refusal = async (given: readonly unknown[]) => {
  const error = await policyOf(given).catch((thrown: unknown) => thrown);
  if (!(error instanceof AppError)) throw new Error("not refused");
  return error;
};

test("G-06: the same lines in any order, and each however often, are one policy with one hash", async () => {
  const lines = [line(), line({ operation: "write" }), line({ conditions: { b: 1, a: [2] } })];
  const policy = await policyOf(lines);
  const again = await policyOf([...lines].reverse().concat(line({ conditions: {} })));
  expect(again).toMatchObject({ hash: policy.hash, count: 3, repeated: 1 });
  const text =
    '[{"conditions":"","environment":"production","operation":"read","principal":"key-1","server":"crm"},' +
    '{"conditions":"","environment":"production","operation":"write","principal":"key-1","server":"crm"},' +
    '{"conditions":"{\\"a\\":[2],\\"b\\":1}","environment":"production","operation":"read","principal":"key-1","server":"crm"}]';
  expect(policy.hash).toBe(createHash("sha256").update(text).digest("hex"));
  expect((await policyOf(lines.slice(1))).hash).not.toBe(policy.hash);
  expect((await policyOf([])).hash).toBe(createHash("sha256").update("[]").digest("hex"));
});

test("a line that is broken, unknown or could be taken for another refuses the whole policy and is named", async () => {
  const broken: [unknown, string][] = [
    ["key-1", "no object"],
    [line({ principal: "" }), "principal is missing"],
    [line({ server: 4 }), "server is no text"],
    [line({ operation: "a\u001fb" }), "control character"],
    [line({ environment: "\ud800" }), "control character"],
    [line({ operation: "x".repeat(301) }), "longer than 300"],
    [line({ role: "admin" }), 'nobody knows "role"'],
    [line({ conditions: { n: 2 ** 60 } }), "conditions"],
  ];
  for (const [given, says] of broken) {
    const error = await refusal([line(), given]);
    expect(error.code).toBe("invalid_input");
    expect(error.message).toContain("line 2: ");
    expect(error.message).toContain(says);
  }
  expect((await refusal(Array.from({ length: LINES_MAX + 1 }, () => 0))).code).toBe("too_large");
  expect((await refusal(Array.from({ length: 90 }, () => 0))).message.match(/line /g)).toHaveLength(
    20,
  );
});

test("a push is JSON, packed or not; without an instant it is as of now, and none is ahead of the clock", async () => {
  const body = (said: object) =>
    new TextEncoder().encode(JSON.stringify({ grants: [line()], ...said }));
  expect(await statementOf(body({ label: " v7 " }), null, NOW)).toMatchObject({
    ...{ label: "v7", statedAt: NOW },
    policy: { count: 1 },
  });
  const packed = gzipSync(body({ statedAt: "2026-11-21T15:00:00+01:00" }));
  expect((await statementOf(packed, "gzip", NOW)).statedAt).toEqual(NOW);
  const bad: [Uint8Array, string | null, string][] = [
    [body({ statedAt: "2026-11-21T14:05:01Z" }), null, "ahead of this server's clock"],
    [body({ statedAt: "yesterday" }), null, "statedAt"],
    [body({ source: "other" }), null, "source"],
    [new TextEncoder().encode("[]"), null, "no policy"],
    [new TextEncoder().encode("{"), null, "not JSON"],
    [body({}), "gzip", "damaged"],
    [body({}), "br", "gzip"],
    [Uint8Array.of(0xff), null, "UTF-8"],
  ];
  for (const [bytes, encoding, says] of bad) {
    await expect(statementOf(bytes, encoding, NOW)).rejects.toThrow(says);
  }
});

test("a CSV file says the same as a push, whatever its order, separator and quotes", async () => {
  const given = [line({ principal: 'a "b", c', conditions: { ip: "10.0.0.0/8" } }), line()];
  const { hash } = await policyOf(given);
  const files = [
    'principal,server,operation,environment,conditions\r\n"a ""b"", c",crm,read,production,"{""ip"":""10.0.0.0/8""}"\r\nkey-1,crm,read,production,\r\n',
    '\ufeffServer;Operation;Principal;Environment;Conditions\n\ncrm;read;key-1;production;\ncrm;read;"a ""b"", c";production;"{""ip"": ""10.0.0.0/8""}"',
  ];
  for (const file of files) {
    const bytes = new TextEncoder().encode(file);
    const said = await uploadedStatement(bytes, { label: "", statedAt: "2026-11-20T08:00" }, NOW);
    expect(said.policy.hash).toBe(hash);
    expect(said.statedAt.toISOString()).toBe("2026-11-20T08:00:00.000Z");
  }
  expect(linesInCsv("principal,server,operation")).toEqual([]);
  for (const file of ["", "principal,server\na,b", "principal,server,operation,x\n", "a\nb"]) {
    expect(() => linesInCsv(file)).toThrow("first row names the columns");
  }
  expect(() => linesInCsv("principal,server,operation\na,b")).toThrow("Row 2 has 2 fields");
  expect(() => linesInCsv('principal,server,operation\n"a,b,c')).toThrow("no end");
});
