import { expect, test } from "vitest";
import { canonicalJson } from "./canonical-json";
import { parseJson } from "./strict-json";
import { seededRandom } from "./testing/random";
import { must, reasonOf } from "./testing/read";

const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

test("JSON is read, with spaces anywhere", () => {
  const text = ' { "a" : [ 1 , -2.5e3 , "\\u00e9\\n" , null , true ] ,\n "b" : { } } ';
  expect(must(parseJson(text))).toEqual({ a: [1, -2500, "é\n", null, true], b: {} });
});

test.each([
  ["a doubled name", '{"idx":1,"idx":2}', 'the member "idx" comes twice'],
  ["a name doubled by an escape", '{"idx":1,"\\u0069dx":2}', 'the member "idx" comes twice'],
  ["a doubled name deep inside", '{"a":[{"b":{"c":1,"c":1}}]}', 'the member "c" comes twice'],
  ["a doubled name after a space", '{"a" \n:1,"a"\t:2}', 'the member "a" comes twice'],
  ["a doubled __proto__", '{"__proto__":1,"__proto__":2}', 'the member "__proto__" comes twice'],
  ["an escaped lone surrogate", '["\\ud800"]', "a lone surrogate"],
  ["a lone surrogate in a name", '{"\\udfff":1}', "a lone surrogate"],
  ["an integer beyond 2^53-1", "[9007199254740992]", "an integer beyond 2^53-1"],
  ["a long integer", `{"n":-${"9".repeat(400)}}`, "an integer beyond 2^53-1"],
  ["a number that overflows", "[1e999]", "a number too large"],
  ["33 containers", nested(33), "depth above 32"],
  ["a deep tower", nested(100_000), "depth above 32"],
])("%s is refused", (_name, text, objection) => {
  expect(parseJson(text)).toMatchObject({
    ok: false,
    reason: "framing",
    detail: expect.stringContaining(objection),
  });
});

test.each([
  "",
  " ",
  "{",
  "]",
  '{"a":1,}',
  "[1 2]",
  "01",
  "+1",
  "1.",
  ".5",
  "NaN",
  "undefined",
  "'a'",
  '"\t"',
  '"\\x"',
  "\ufeff{}",
  '{"a":1}{"b":2}',
  "nul",
  "[1e]",
  "{1:2}",
  '"open',
])("%j is not JSON, and says so without throwing", (text) => {
  expect(reasonOf(parseJson(text))).toBe("framing");
});

test("equal names in different objects are no doubles", () => {
  expect(must(parseJson('[{"a":{"a":1}},{"a":2},{"b":"a","a":"a"}]'))).toBeDefined();
});

test("a string that looks like a name, quotes and backslashes mislead nobody", () => {
  const value = { a: '"a":1,"a":2', 'b\\"': ["\\", '\\"', "}{"], "c:": ":" };
  expect(must(parseJson(JSON.stringify(value)))).toEqual(value);
});

test("__proto__ becomes a member and changes no prototype", () => {
  const value = must(parseJson('{"__proto__":{"polluted":true}}'));
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(canonicalJson(value)).toBe('{"__proto__":{"polluted":true}}');
});

test("2^53-1 and 32 containers are still read", () => {
  expect(must(parseJson("9007199254740991"))).toBe(Number.MAX_SAFE_INTEGER);
  expect(must(parseJson(nested(32)))).toBeDefined();
});

test("any garbled text gets a verdict, never an exception", () => {
  const random = seededRandom(404);
  const seed = '{"data":{"note":"é \\u20ac","list":[1,-2e3,null]},"idx":1,"key":"call-1"}';
  for (let round = 0; round < 5_000; round += 1) {
    const chars = [...seed];
    for (let edits = 1 + random.below(3); edits > 0; edits -= 1) {
      chars.splice(
        random.below(chars.length),
        random.below(2),
        String.fromCharCode(random.below(128)),
      );
    }
    const text = chars.join("");
    const read = parseJson(text);
    if (read.ok) expect(JSON.parse(text)).toEqual(read.value);
    else expect(read.reason).toBe("framing");
  }
});

test("a string of backslashes and quotes takes time in proportion to its length", () => {
  const text = JSON.stringify({ a: '\\"'.repeat(200_000), b: "\\".repeat(400_000) });
  const started = performance.now();
  must(parseJson(text));
  expect(performance.now() - started).toBeLessThan(2_000);
});
