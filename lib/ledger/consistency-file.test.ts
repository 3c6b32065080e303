import { expect, test } from "vitest";
import { textOf, utf8 } from "./bytes";
import { signCheckpoint } from "./checkpoint";
import { proveConsistency } from "./consistency";
import {
  formatConsistencyFile,
  parseConsistencyFile,
  verifyConsistencyFile,
} from "./consistency-file";
import { EMPTY_ROOT } from "./hash";
import { NaiveTree, sampleLeaves } from "./testing/naive-tree";
import { must, reasonOf } from "./testing/read";
import { sampleSigner } from "./testing/signer";

const ORIGIN = "ledger.example.com/acme/calls";
const signer = sampleSigner(ORIGIN);
const tree = new NaiveTree(sampleLeaves(13));
const checkpoint = signCheckpoint({ origin: ORIGIN, ...tree.head() }, [signer]);
const proof = { oldSize: 6n, path: await proveConsistency(6n, 13n, tree.read), checkpoint };
const file = formatConsistencyFile(proof);
const text = textOf(file) ?? "";

test("what was written is read", () => {
  expect(must(parseConsistencyFile(file))).toEqual(proof);
});

test("it proves the head it starts from, and no other", () => {
  expect(reasonOf(verifyConsistencyFile(file, tree.head(6), [signer.key]))).toBe("holds");
  expect(reasonOf(verifyConsistencyFile(file, tree.head(7), [signer.key]))).toBe("proof");
  expect(reasonOf(verifyConsistencyFile(file, { size: 6n, root: EMPTY_ROOT }, [signer.key]))).toBe(
    "fork",
  );
  expect(reasonOf(verifyConsistencyFile(file, tree.head(6), []))).toBe("unknown_key");
});

test("the published example of add-checkpoint is read", () => {
  const example = utf8(`old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
`);
  const read = must(parseConsistencyFile(example));
  expect([read.oldSize, read.path.length]).toEqual([20852014n, 4]);
  expect(formatConsistencyFile(read)).toEqual(example);
});

test.each([
  ["no old line", text.slice(text.indexOf("\n") + 1)],
  ["old without a number", text.replace("old 6", "old ")],
  ["old with a leading zero", text.replace("old 6", "old 06")],
  ["a word too many", text.replace("old 6", "old 6 7")],
  ["a line that is no hash", text.replace("old 6\n", "old 6\nAAAA\n")],
  ["no empty line", text.replaceAll("\n\n", "\n")],
])("a file with %s is malformed", (_name, broken) => {
  expect(broken).not.toBe(text);
  expect(reasonOf(parseConsistencyFile(utf8(broken)))).toBe("framing");
});
