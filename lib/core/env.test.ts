import { describe, expect, test } from "vitest";
import { parseEnv } from "./env";

const DATABASE_URL = "postgresql://app:secret@localhost:5432/app";

test("an address of the database is all that has to be set", () => {
  expect(parseEnv({ DATABASE_URL })).toMatchObject({
    DATABASE_URL,
    PORT: 3000,
    DATA_DIR: "./data",
    TRUSTED_PROXY_HOPS: 0,
    baseUrl: "http://localhost:3000",
  });
});

test("an empty variable counts as unset", () => {
  expect(parseEnv({ DATABASE_URL, PORT: "", BASE_URL: "", DATA_DIR: "" })).toEqual(
    parseEnv({ DATABASE_URL }),
  );
});

test("links start at BASE_URL, without its slash, or at the port on this machine", () => {
  expect(parseEnv({ DATABASE_URL, PORT: "8080" }).baseUrl).toBe("http://localhost:8080");
  expect(parseEnv({ DATABASE_URL, BASE_URL: "https://cs.example.com/" }).baseUrl).toBe(
    "https://cs.example.com",
  );
});

describe("a wrong value is answered with what to set instead, never with the value", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      "DATABASE_URL",
      "nonsense-s3cret",
      "set it to a PostgreSQL address, postgresql://user:password@host:5432/database",
    ],
    ["DATABASE_URL", "mysql://u:s3cret@h/d", "set it to a PostgreSQL address"],
    ["PORT", "eighty-s3cret", "set it to a port number from 1 to 65535"],
    ["PORT", "0", "set it to a port number from 1 to 65535"],
    ["PORT", "65536", "set it to a port number from 1 to 65535"],
    ["PORT", "80.5", "set it to a port number from 1 to 65535"],
    ["BASE_URL", "cs.example.com/s3cret", "set it to the address people open"],
    ["BASE_URL", "ftp://s3cret", "set it to the address people open"],
    ["TRUSTED_PROXY_HOPS", "-1", "set it to how many proxies stand in front"],
    ["SMTP_URL", "http://s3cret", "set it to smtp://"],
  ];
  test.each(cases)("%s=%s", (name, value, says) => {
    const parse = () => parseEnv({ DATABASE_URL, SMTP_FROM: "a@example.com", [name]: value });
    expect(parse).toThrow(`Countersign cannot start. ${name}: ${says}`);
    expect(parse).not.toThrow("s3cret");
  });
});

test("all wrong values are named at once", () => {
  expect(() => parseEnv({ PORT: "x" })).toThrow(/DATABASE_URL: .+[.] PORT: .+[.]$/);
});

test("half a sign-in provider, or mail without a sender, stops the start", () => {
  expect(() => parseEnv({ DATABASE_URL, OIDC_ISSUER: "https://id.example.com" })).toThrow(
    "OIDC_CLIENT_ID and OIDC_CLIENT_SECRET: set all of OIDC_ISSUER",
  );
  expect(() => parseEnv({ DATABASE_URL, SMTP_URL: "smtp://mail.example.com" })).toThrow(
    "SMTP_FROM: set the sender's address beside SMTP_URL",
  );
});
