import { expect, test } from "vitest";
import type { Json } from "@/lib/ledger/canonical-json";
import { seededRandom } from "@/lib/ledger/testing/random";
import { CORPUS } from "../testing/redaction-corpus";
import { redact } from "./redact";
import { holdsToken, tokenKey } from "./token";

const key = tokenKey("test-master", "inst-1", "k1");
const plain = (value: Json) => redact(value, { key }).value;

test.each([
  ["Support-Desk@Example.com", "[email:k1:jkgf3dlthrvmgooxkisin43sh4]"],
  ["4111 1111 1111 1111", "[card:k1:b72fyxfl7oadguzgkest5h6kai]"],
  ["+1 (415) 555-2671", "[phone:k1:moyfcxczqhd2yubgha6siwme6a]"],
  ["GB82 WEST 1234 5698 7654 32", "[iban:k1:sficv2zgagfyf5bxo7v37zpdnu]"],
])("RED-01 %s becomes the token that this key makes of it anywhere", (text, token) => {
  expect(plain(text)).toBe(token);
});

test("RED-01 a JSON text is looked into and written again", () => {
  const token = "[secret:k1:ouya2vj4ppixmbjjm6pmhafvle]";
  expect(plain('{"password":"hunter2"}')).toBe(`{"password":"${token}"}`);
});

test("a long number inside a JSON text keeps its digits", () => {
  const once = plain('{"row":12345678901234567890}');
  expect(once).toContain("12345678901234567890");
  expect(plain(once)).toBe(once);
});

test("RED-01 the same value under another key, or in another installation, is another token", () => {
  const tokens = [
    key,
    tokenKey("test-master", "inst-1", "k2"),
    tokenKey("test-master", "inst-2", "k1"),
  ];
  const made = tokens.map((other) => redact("a@example.com", { key: other }).value);
  expect(new Set(made).size).toBe(3);
});

test.each(CORPUS.found)("RED-02 %s is found as %s", (text, type, secret) => {
  expect(redact(text, { key }).counts).toEqual({ [type]: 1 });
  expect(JSON.stringify(plain(text))).not.toContain(secret);
});

test.each(CORPUS.clean)("RED-02 %s comes back unchanged", (text) => {
  expect(redact(text, { key })).toEqual({ value: text, counts: {}, state: "complete" });
});

test.each(CORPUS.found)("RED-02 %s is found in every place of a payload", (text, _, secret) => {
  const payload: Json = {
    arguments: { deep: [{ list: ["before", text] }], asJson: JSON.stringify({ inner: [text] }) },
    url: `https://example.com/path?q=${encodeURIComponent("x")} ${text} end`,
    headers: { "x-note": `${text}`, baggage: `note=${text}` },
    [`key ${text}`]: 1,
  };
  const redacted = JSON.stringify(plain(payload));
  expect(redacted).not.toContain(secret);
  expect(holdsToken(redacted)).toBe(true);
});

test("redacting twice changes nothing, whatever stands beside what", () => {
  const random = seededRandom(7);
  const texts = [...CORPUS.found.map(([text]) => text), ...CORPUS.clean.map(([text]) => text)];
  const glue = ["", " ", "/", "-", "@", "=", "\n", '"', ":", "Bearer ", "+", "%20", "token="];
  for (let round = 0; round < 2_000; round += 1) {
    const parts = Array.from({ length: 1 + random.below(4) }, () =>
      [texts[random.below(texts.length)], glue[random.below(glue.length)]].join(""),
    );
    const once = plain({ note: parts.join("") });
    expect(plain(once)).toEqual(once);
  }
});

test("a token in a name makes no secret of its value", () => {
  const once = plain({ "note (457-55-5462)": "x", "a password=hunter2": "y" });
  expect(Object.values(once ?? {})).toEqual(["x", expect.stringMatching(/^\[secret:/)]);
  expect(plain(once)).toEqual(once);
});

test("below a sensitive name every scalar becomes a token, but for null and the empty text", () => {
  const redacted = plain({
    credentials: { user: "u", pin: 1234, on: true, none: null, no: "", list: ["a"] },
  });
  const secret = expect.stringMatching(/^\[secret:k1:[a-z2-7]{26}\]$/);
  expect(redacted).toEqual({
    credentials: { user: secret, pin: secret, on: secret, none: null, no: "", list: [secret] },
  });
});

test("a number is replaced only where it is as long as a card's", () => {
  expect(plain({ card: 4111111111111111, amount: 4111 })).toEqual({
    card: expect.stringMatching(/^\[card:/),
    amount: 4111,
  });
});

test("an id of its own kind stays in a protected member, and anything else in it is looked at", () => {
  const hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
  expect(plain({ sha256: hash, trace_id: hash.slice(0, 32), other: hash })).toEqual({
    sha256: hash,
    trace_id: hash.slice(0, 32),
    other: expect.stringMatching(/^\[high_entropy:/),
  });
  expect(plain({ checksum: "of a@example.com" })).toEqual({
    checksum: expect.stringMatching(/^of \[email:/),
  });
});

test("random characters stay where a name says that they are an id, and not in a sentence there", () => {
  const id = "q7Zr2LmX9pTvB4nKc8WsYd3F";
  expect(plain({ user_id: id, ids: [`was ${id}`] })).toEqual({
    user_id: id,
    ids: [expect.stringMatching(/^was \[high_entropy:/)],
  });
});

test("a national number counts only in a member that is named like a phone, where a country is set", () => {
  const value = { phone: "030 901820", order: "030 901820" };
  expect(plain(value)).toEqual(value);
  expect(redact(value, { key, country: "DE" }).value).toEqual({
    phone: expect.stringMatching(/^\[phone:/),
    order: "030 901820",
  });
});

test("two names that come out the same keep both values", () => {
  const redacted = plain({ "A@example.com": 1, "a@example.com": 2 });
  expect(Object.values(redacted ?? {})).toEqual([1, 2]);
});

test("a name that JavaScript knows stays a name", () => {
  const payload: Json = JSON.parse('{"__proto__":{"mail":"a@example.com"},"constructor":1}');
  expect(JSON.stringify(plain(payload))).toMatch(
    /^\{"__proto__":\{"mail":"\[email:.*"constructor":1\}$/,
  );
});

test("what is nested deeper than 32 is left out, and says so", () => {
  let deep: Json = "a@example.com";
  for (let depth = 0; depth < 40; depth += 1) deep = [deep];
  const { value, state } = redact(deep, { key });
  expect(state).toBe("failed");
  expect(JSON.stringify(value)).toContain("[redaction_failed:depth]");
  expect(plain(value)).toEqual(value);
});

test("a text that is too long is left out, and says so", () => {
  const { value, state } = redact("x".repeat(65_537), { key });
  expect([value, state]).toEqual(["[redaction_failed:limit]", "failed"]);
});

test("once the time is over, what is left is left out, and says so", () => {
  let asked = 0;
  const isOver = () => {
    asked += 1;
    return asked > 3; // two names and a text
  };
  const redacted = redact({ first: "a", second: "b" }, { key, isOver });
  expect(redacted.state).toBe("failed");
  expect(Object.values(redacted.value ?? {})).toEqual(["a", "[redaction_failed:deadline]"]);
});

test("what Unicode writes in two ways is one value", () => {
  expect(plain("ａ@example.com")).toBe(plain("a@example.com"));
});

test.each([
  ["+".repeat(60_000)],
  ["1 ".repeat(30_000)],
  ["eyJ".repeat(20_000)],
  ["a@".repeat(30_000)],
  ["-----BEGIN PRIVATE KEY-----".repeat(2_000)],
  ["x://:".repeat(12_000)],
  ["GB82 ".repeat(12_000)],
  ["aws secret ".repeat(5_000)],
  ["token=".repeat(10_000)],
  ["token=a&".repeat(8_000)],
  ['"otp":'.repeat(10_000)],
  ["x-token: \n".repeat(6_000)],
  ["a.b-".repeat(16_000)],
  ["%41%C3%A9".repeat(7_000)],
  ["a%40b.de".repeat(8_000)],
])("hostile text is looked through in the end: %#", (text) => {
  expect(redact(text, { key }).state).toBe("complete");
});

test("RED-01 a name as long as no text may be is not looked through for minutes", () => {
  const { value, state } = redact({ ["+1 415 555 26 ".repeat(30_000)]: 1 }, { key });
  expect({ value, state }).toEqual({ value: { "[redaction_failed:limit]": 1 }, state: "failed" });
});

test("RED-01 a value goes whose name stands beside it, as headers are listed, and one in a switch of a command", () => {
  const listed = [
    { name: "Cookie", value: "sid=abc" },
    { key: "user.password", value: { stringValue: "hunter2" } },
  ];
  const text = JSON.stringify(plain([...listed, "mysql -u bob --password=hunter2", "--token=abc"]));
  expect(text).not.toMatch(/sid=abc|hunter2|=abc/);
  const harmless = [{ name: "max_tokens", value: 100 }, "a --dry-run=yes --key-id=7"];
  expect(plain(harmless)).toEqual(harmless);
});
