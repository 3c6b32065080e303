import { describe, expect, test } from "vitest";
import { connectionSentence, masked } from "./connect.mjs";

const URL = "postgresql://app:s3cret@db.example.com:5432/countersign?sslmode=require";
const SHOWN = "postgresql://app:***@db.example.com:5432/countersign?sslmode=require";

test("an address is shown without any password in it", () => {
  expect(masked(URL)).toBe(SHOWN);
  expect(masked("postgresql://db/x?sslpassword=s3cret&password=s3cret")).toBe(
    "postgresql://db/x?sslpassword=***&password=***",
  );
  expect(masked("s3cret, not an address")).toBe("the address in DATABASE_URL");
});

describe("a failed connection is explained by its cause", () => {
  const cases = [
    ["28P01", "refused the user name or the password. Correct them in DATABASE_URL."],
    ["28000", "refused the user name or the password. Correct them in DATABASE_URL."],
    ["3D000", "has no database of that name. Create it, or correct the name in DATABASE_URL."],
    [
      "53300",
      "has no connection left. Raise its max_connections, or stop something else that uses it.",
    ],
    ["ECONNREFUSED", "(connect ECONNREFUSED). Start it, or correct DATABASE_URL."],
  ] as const;
  test.each(cases)("%s", (code, says) => {
    const sentence = connectionSentence(
      URL,
      Object.assign(new Error("connect ECONNREFUSED"), { code }),
    );
    expect(sentence).toContain(SHOWN);
    expect(sentence).toContain(says);
    expect(sentence).not.toContain("s3cret");
  });

  test("every address of a name was tried", () => {
    const error = new AggregateError([
      new Error("connect ECONNREFUSED ::1:5432"),
      new Error("connect ECONNREFUSED 127.0.0.1:5432"),
    ]);
    expect(connectionSentence(URL, error)).toContain("(connect ECONNREFUSED 127.0.0.1:5432)");
  });
});
