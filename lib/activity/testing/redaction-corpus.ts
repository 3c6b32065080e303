// What the redaction is measured by (RED-02). Public test values; secrets are put together here, so that scanners of sources stay quiet.

import type { DetectorType } from "../redaction/detector";

const join = (...parts: string[]) => parts.join("");
const LETTERS = "aZ3kQ9xW7bR2mT5vY8nC4pL6dF1gH0jS";

const JWT = join("eyJhbGciOiJIUzI1NiJ9", ".", "eyJzdWIiOiJhIn0", ".", "c2lnbmF0dXJl");
const PEM = join(
  "-----BEGIN EC ",
  "PRIVATE KEY-----\nMHcCAQEEIA\n-----END EC ",
  "PRIVATE KEY-----",
);

type Found = readonly [text: string, type: DetectorType, secret: string];

/** A text, the detector that finds the one thing in it, and the part that must not be left over. */
const FOUND: readonly Found[] = [
  found(PEM, "private_key"),
  found(JWT, "jwt"),
  found(join("Authorization: Bearer ", "abcdef.123~456"), "bearer", "abcdef.123~456"),
  found(join("Basic ", "dXNlcjpwYXNz"), "bearer", "dXNlcjpwYXNz"),
  ...["ghp_", "gho_", "ghu_", "ghs_", "ghr_"].map((prefix) =>
    found(join(prefix, LETTERS, "abcd"), "vendor_token"),
  ),
  found(join("github_pat_", LETTERS), "vendor_token"),
  found(join("xoxb-", "1234567890-abc"), "vendor_token"),
  found(join("sk-ant-", LETTERS), "vendor_token"),
  found(join("sk_live_", LETTERS), "vendor_token"),
  found(join("AIza", LETTERS, "abc"), "vendor_token"),
  found(join("glpat-", LETTERS), "vendor_token"),
  found(join("npm_", LETTERS, "abcd"), "vendor_token"),
  found(join("hf_", LETTERS), "vendor_token"),
  found(join("SG.", LETTERS, ".", LETTERS), "vendor_token"),
  found(join("AKIA", "IOSFODNN7EXAMPLE"), "aws_key_id"),
  found(
    join("aws_secret_access_key = ", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
    "aws_secret",
    "wJalrXUtnFEMI",
  ),
  found(join("postgres://app:", "s3cret@db.example.com/x"), "url_password", "s3cret"),
  found(join("redis://:", "p@ss@cache.example.com"), "url_password", "p@ss"),
  found("billing.team+tag@example.co.uk", "email"),
  found("jürgen.müller@bücher.example", "email"),
  found("DE89 3704 0044 0532 0130 00", "iban"),
  found("nl91abna0417164300", "iban"),
  found("5555-5555-5555-4444", "card"),
  found("378282246310005", "card"),
  found("219-09-9999", "ssn"),
  found("+49 151 23456789", "phone"),
  found("+33612345678", "phone"),
  found(LETTERS, "high_entropy"),
  found("2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae", "high_entropy"),
];

const CLEAN: readonly (readonly [text: string])[] = [
  ["550e8400-e29b-41d4-a716-446655440000"],
  ["550e8400-e29b-4111-1111-111111111111"],
  ["4bf92f3577b34da6a3ce929d0e0e4736"],
  ["00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"],
  ["da39a3ee5e6b4b0d3255bfef95601890afd80709"],
  ["2026-08-21T09:15:30.123Z"],
  ["2026-08-21 09:15:30.123456"],
  ["order 4155552671"],
  ["4111 1111 1111 1112"],
  ["GB00 WEST 1234 5698 7654 32"],
  ["666-12-3456"],
  ["SELECT * FROM users WHERE id = 42 LIMIT 10"],
  ["mcp-server-production-eu-west-1-replica-2"],
  ["/var/lib/app/2026/08/21/export-17.csv"],
  ["10.0.0.1:57408 and [2001:db8::1]:443"],
  ["1.2.3-beta.4+build.5"],
  ["1755767730123456789"],
  ["user @ home"],
];

function found(text: string, type: DetectorType, secret = text): Found {
  return [text, type, secret];
}

export const CORPUS = { found: FOUND, clean: CLEAN };
