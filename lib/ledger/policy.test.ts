import { expect, test } from "vitest";
import { utf8 } from "./bytes";
import { formatPolicy, parsePolicy } from "./policy";
import { must, reasonOf } from "./testing/read";
import { sampleSigner } from "./testing/signer";
import { formatVkey } from "./vkey";

const calls = sampleSigner("ledger.example.com/acme/calls", 1).key;
const governance = sampleSigner("ledger.example.com/acme/governance", 2).key;
const vkey = formatVkey(calls);
const parse = (text: string) => parsePolicy(utf8(text));

test("what was written is read", () => {
  const text = formatPolicy([calls, governance]);
  expect(text).toBe(`log ${vkey}\nlog ${formatVkey(governance)}\nquorum none\n`);
  expect(must(parse(text))).toEqual([calls, governance]);
});

test("spaces, tabs, comments, addresses and witnesses that no quorum names are allowed", () => {
  const text = `# trust\n\n \t log\t${vkey}   https://ledger.example.com/ \n  # more\nwitness w1 whatever\ngroup g any w1\nquorum none\n`;
  expect(must(parse(text))).toEqual([calls]);
});

test.each([
  ["without a quorum", `log ${vkey}\n`],
  ["with two quorums", `log ${vkey}\nquorum none\nquorum none\n`],
  ["with a quorum of witnesses", `log ${vkey}\nwitness w1 ${vkey}\nquorum w1\n`],
  ["with a quorum of too many words", `log ${vkey}\nquorum none w1\n`],
  ["with a log twice", `log ${vkey}\nlog ${vkey}\nquorum none\n`],
  [
    "with one key under two names",
    `log ${vkey}\nlog ${formatVkey(sampleSigner("other", 1).key)}\nquorum none\n`,
  ],
  ["with a key that is none", "log abc\nquorum none\n"],
  ["with a log line without a key", "log\nquorum none\n"],
  ["with a log line of four words", `log ${vkey} url more\nquorum none\n`],
  ["with an unknown word", "trust everybody\nquorum none\n"],
  ["with a carriage return", `log ${vkey}\r\nquorum none\r\n`],
  ["that is empty", ""],
])("a policy %s is refused", (_name, text) => {
  expect(reasonOf(parse(text))).toBe("framing");
});

test("a policy that is not text is refused", () => {
  expect(reasonOf(parsePolicy(Uint8Array.of(0xff, 0xfe)))).toBe("framing");
});
