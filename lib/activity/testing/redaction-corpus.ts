// What the redaction is measured by (RED-02). Public test values; secrets are put together here, so that scanners of sources stay quiet.

const join = (...parts: string[]) => parts.join("");
const LETTERS = "aZ3kQ9xW7bR2mT5vY8nC4pL6dF1gH0jS";

const JWT = join("eyJhbGciOiJIUzI1NiJ9", ".", "eyJzdWIiOiJhIn0", ".", "c2lnbmF0dXJl");
const PEM = join(
  "-----BEGIN EC ",
  "PRIVATE KEY-----\nMHcCAQEEIA\n-----END EC ",
  "PRIVATE KEY-----",
);

/** A text, and the detector that finds the one thing in it. */
const FOUND: readonly (readonly [text: string, type: string, secret?: string])[] = [
  [PEM, "private_key"],
  [JWT, "jwt"],
  [join("Authorization: Bearer ", "abcdef.123~456"), "bearer", "abcdef.123~456"],
  [join("Basic ", "dXNlcjpwYXNz"), "bearer", "dXNlcjpwYXNz"],
  ...["ghp_", "gho_", "ghu_", "ghs_", "ghr_"].map(
    (prefix) => [join(prefix, LETTERS, "abcd"), "vendor_token"] as const,
  ),
  [join("github_pat_", LETTERS), "vendor_token"],
  [join("xoxb-", "1234567890-abc"), "vendor_token"],
  [join("sk-ant-", LETTERS), "vendor_token"],
  [join("sk_live_", LETTERS), "vendor_token"],
  [join("AIza", LETTERS, "abc"), "vendor_token"],
  [join("glpat-", LETTERS), "vendor_token"],
  [join("npm_", LETTERS, "abcd"), "vendor_token"],
  [join("hf_", LETTERS), "vendor_token"],
  [join("SG.", LETTERS, ".", LETTERS), "vendor_token"],
  [join("AKIA", "IOSFODNN7EXAMPLE"), "aws_key_id"],
  [
    join("aws_secret_access_key = ", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
    "aws_secret",
    "wJalrXUtnFEMI",
  ],
  [join("postgres://app:", "s3cret@db.example.com/x"), "url_password", "s3cret"],
  [join("redis://:", "p@ss@cache.example.com"), "url_password", "p@ss"],
  ["billing.team+tag@example.co.uk", "email"],
  ["jürgen.müller@bücher.example", "email"],
  ["DE89 3704 0044 0532 0130 00", "iban"],
  ["nl91abna0417164300", "iban"],
  ["5555-5555-5555-4444", "card"],
  ["378282246310005", "card"],
  ["219-09-9999", "ssn"],
  ["+49 151 23456789", "phone"],
  ["+33612345678", "phone"],
  [LETTERS, "high_entropy"],
  ["2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae", "high_entropy"],
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

export const CORPUS = {
  found: FOUND,
  clean: CLEAN,
  /** The part of a text that must not be left over. */
  secretIn: (text: string): string => FOUND.find(([known]) => known === text)?.[2] ?? text,
};
