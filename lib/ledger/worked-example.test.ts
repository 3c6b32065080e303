import { expect, test } from "vitest";
import { toBase64 } from "./base64";
import { textOf, toHex, utf8 } from "./bytes";
import { openCheckpoint, signCheckpoint } from "./checkpoint";
import { proveConsistency } from "./consistency";
import { formatConsistencyFile, verifyConsistencyFile } from "./consistency-file";
import { decodeEntry } from "./entry";
import { encodeEntry } from "./entry-encode";
import { Frontier } from "./frontier";
import { leafHash } from "./hash";
import { proveInclusion } from "./inclusion";
import { createdEvent, heartbeatEvent } from "./reserved";
import { NaiveTree } from "./testing/naive-tree";
import { withFlippedBit } from "./testing/random";
import { must } from "./testing/read";
import { signerFromSeed } from "./testing/signer";
import { formatTlogProof, verifyTlogProof } from "./tlog-proof";
import { formatVkey } from "./vkey";

// ledger.md §3.6, byte for byte. The private key seed is 32 bytes 0x01; the salts are 16 bytes 0x00, 0x01, 0x02.
const ORIGIN = "ledger.example.com/acme/calls";
const LINES = [
  '{"data":{"format":"countersign-ledger/1"},"idx":0,"key":"created","log":"ledger.example.com/acme/calls","salt":"AAAAAAAAAAAAAAAAAAAAAA==","src":{"id":"sys:sealer"},"ts":"2026-01-01T00:00:00.000Z","type":"ledger.created","v":1}',
  '{"data":{"note":"é €","operation":"postgres.query"},"idx":1,"key":"call-1","log":"ledger.example.com/acme/calls","salt":"AQEBAQEBAQEBAQEBAQEBAQ==","src":{"epoch":"e1","id":"gw-1","seq":1},"ts":"2026-01-01T00:00:01.000Z","type":"call","v":1}',
  '{"data":{},"idx":2,"key":"2026-01-01T00:00:01.000Z","log":"ledger.example.com/acme/calls","salt":"AgICAgICAgICAgICAgICAg==","src":{"id":"sys:sealer"},"ts":"2026-01-01T01:00:01.000Z","type":"ledger.heartbeat","v":1}',
];
const LEAVES = [
  "bdfda693e5ecd10bc7bb81ca64923b18ef2a27f3a099b41ca30731c1a15de762",
  "ddbdc7b3c625a4c11205e8849d5cae6bbfbe166bdf2727772ba258ca0c465b35",
  "7990fc8a116aa46ec2f8bf6f3662bc6fd90afc5a0f6e9878e3ea7a64a5c6a0de",
];
const VKEY = "ledger.example.com/acme/calls+1a6dbe53+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";
const CHECKPOINT = `ledger.example.com/acme/calls
3
KZs3ZJp/4kQa2/iCMmB+rVgcBDpLP7lLPM3W8N4tXM8=

— ledger.example.com/acme/calls Gm2+U4T7lYePLbHKfW0S8EgTaUkLCeGdaOD2YaVIiiKFd3ds3qckq55bWgMZBLUfoI8ictfHiLgbV2QE924g+F5yYww=
`;
const PROOF_OF_1 = [
  "vf2mk+Xs0QvHu4HKZJI7GO8qJ/OgmbQcowcxwaFd52I=",
  "eZD8ihFqpG7C+L9vNmK8b9kK/FoPbph44+p6ZKXGoN4=",
];

const signer = signerFromSeed(ORIGIN, new Uint8Array(32).fill(0x01));
const entries = LINES.map((line) => utf8(line));
const tree = new NaiveTree(entries.map(leafHash));

test("the three entries are written as the specification shows them", () => {
  const call = { type: "call", key: "call-1", data: { note: "é €", operation: "postgres.query" } };
  const events = [
    { ...createdEvent(), ts: "2026-01-01T00:00:00.000Z" },
    { ...call, source: { id: "gw-1", epoch: "e1", seq: 1 }, ts: "2026-01-01T00:00:01.000Z" },
    { ...heartbeatEvent("2026-01-01T00:00:01.000Z"), ts: "2026-01-01T01:00:01.000Z" },
  ];
  const lines = events.map(({ type, key, source, data, ts }, at) =>
    encodeEntry(
      { log: ORIGIN, idx: BigInt(at), ts },
      { type, key, src: source, data, salt: new Uint8Array(16).fill(at) },
    ),
  );
  expect(lines.map(textOf)).toEqual(LINES);
});

test("the three entries are read, at their indices", () => {
  expect(entries.map((line) => must(decodeEntry(line)).idx)).toEqual([0n, 1n, 2n]);
});

test("their leaves have the hashes shown", () => {
  expect(entries.map((line) => toHex(leafHash(line)))).toEqual(LEAVES);
});

test("the key has the vkey shown", () => {
  expect(formatVkey(signer.key)).toBe(VKEY);
});

test("the checkpoint is signed as shown, and opens", () => {
  const frontier = Frontier.empty();
  for (const leaf of tree.leaves) frontier.append(leaf);
  const head = { origin: ORIGIN, size: frontier.size, root: frontier.root() };
  expect(textOf(signCheckpoint(head, [signer]))).toBe(CHECKPOINT);
  expect(must(openCheckpoint(utf8(CHECKPOINT), [signer.key]))).toMatchObject(head);
});

test("the proof of index 1 is the one shown, and its file verifies with the entry in it", async () => {
  const path = await proveInclusion(1n, 3n, tree.read);
  expect(path.map(toBase64)).toEqual(PROOF_OF_1);
  const file = formatTlogProof({
    extra: entries[1] ?? null,
    index: 1n,
    path,
    checkpoint: utf8(CHECKPOINT),
  });
  expect(textOf(file)).toBe(
    `c2sp.org/tlog-proof@v1\nextra ${toBase64(utf8(LINES[1] ?? ""))}\nindex 1\n${PROOF_OF_1.join("\n")}\n\n${CHECKPOINT}`,
  );
  expect(must(verifyTlogProof(file, [signer.key])).entry).toEqual(entries[1]);
});

test("the proof of index 1 fails after one bit changed anywhere that it vouches for", async () => {
  const path = await proveInclusion(1n, 3n, tree.read);
  const file = formatTlogProof({
    extra: entries[1] ?? null,
    index: 1n,
    path,
    checkpoint: utf8(CHECKPOINT),
  });
  for (let at = 0; at < file.length; at += 1) {
    expect(verifyTlogProof(withFlippedBit(file, at, at % 8), [signer.key]).ok).toBe(false);
  }
});

test("the consistency proof from 2 to 3 is a file of the form add-checkpoint has, and verifies", async () => {
  const path = await proveConsistency(2n, 3n, tree.read);
  const file = formatConsistencyFile({ oldSize: 2n, path, checkpoint: utf8(CHECKPOINT) });
  expect(textOf(file)).toBe(`old 2\n${PROOF_OF_1[1]}\n\n${CHECKPOINT}`);
  const older = { size: 2n, root: tree.root(2) };
  expect(must(verifyConsistencyFile(file, older, [signer.key])).size).toBe(3n);
});
