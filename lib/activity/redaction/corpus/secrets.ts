import { holds, joined, LETTERS, type Positive } from "./case";

const END = joined("PRIVATE KEY", "-----");

const pem = (kind: string, body: string) =>
  joined("-----BEGIN ", kind, END, "\n", body, "\n-----END ", kind, END);

const KEYS: readonly Positive[] = [
  holds("private_key", pem("EC ", "MHcCAQEEIA")),
  holds("private_key", pem("RSA ", "MIIEpAIBAAKCAQEA")),
  holds("private_key", pem("", "MIIEvQIBADANBgkqhkiG9w0B")),
  holds("private_key", pem("OPENSSH ", "b3BlbnNzaC1rZXktdjEA")),
  holds("private_key", pem("ENCRYPTED ", "MIIFHDBOBgkq")),
  holds("private_key", `key: ${pem("DSA ", "MIIBuwIBAAKBgQ")} end`, "MIIBuwIBAAKBgQ"),
  holds(
    "private_key",
    joined(
      "-----BEGIN PGP ",
      "PRIVATE KEY BLOCK-----\nlQOYBF\n-----END PGP ",
      "PRIVATE KEY BLOCK-----",
    ),
  ),
];

const jose = (header: string, payload: string) => joined(header, ".", payload, ".", "c2lnbmF0dXJl");

const JWTS: readonly Positive[] = [
  holds("jwt", jose("eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiJhIn0")),
  holds("jwt", jose("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9", "eyJzdWIiOiJzZXJ2aWNlLTEifQ")),
  holds("jwt", jose("eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9", "eyJpc3MiOiJpZHAifQ")),
  holds(
    "jwt",
    `session=${jose("eyJhbGciOiJFUzI1NiJ9", "eyJzdWIiOiI3In0")};`,
    "eyJhbGciOiJFUzI1NiJ9",
  ),
  holds("jwt", joined("eyJhbGciOiJub25lIn0", ".", "eyJzdWIiOiJhIn0", "."), "eyJzdWIiOiJhIn0"),
  holds("jwt", `"${jose("eyJhbGciOiJQUzI1NiJ9", "eyJhIjoxfQ")}"`, "eyJhIjoxfQ"),
];

const BEARERS: readonly Positive[] = [
  holds("bearer", joined("Authorization: Bearer ", "abcdef.123~456"), "abcdef.123~456"),
  holds("bearer", joined("Basic ", "dXNlcjpwYXNz"), "dXNlcjpwYXNz"),
  holds("bearer", joined("Bearer ", "abcd1234"), "abcd1234"),
  holds("bearer", joined("bearer  ", "opaque-token-1"), "opaque-token-1"),
  holds("bearer", joined("curl -H 'authorization: BEARER ", "s3cr3tvalue'"), "s3cr3tvalue"),
  holds("bearer", joined("got basic ", "YWRtaW46aHVudGVyMg==", " from it"), "YWRtaW46aHVudGVyMg=="),
  holds("bearer", joined('{"h": Bearer ', "zxcvbn12345"), "zxcvbn12345"),
];

const VENDORS: readonly Positive[] = [
  ...["ghp_", "gho_", "ghu_", "ghs_", "ghr_"].map((prefix) =>
    holds("vendor_token", joined(prefix, LETTERS, "abcd")),
  ),
  holds("vendor_token", joined("github_pat_", LETTERS)),
  holds("vendor_token", joined("xoxb-", "1234567890-abc")),
  holds("vendor_token", joined("xoxp-", "998877665544-zz")),
  holds("vendor_token", joined("sk-", LETTERS)),
  holds("vendor_token", joined("sk-ant-", LETTERS)),
  holds("vendor_token", joined("sk-proj-", LETTERS)),
  holds("vendor_token", joined("sk_live_", LETTERS)),
  holds("vendor_token", joined("sk_test_", LETTERS)),
  holds("vendor_token", joined("AIza", LETTERS, "abc")),
  holds("vendor_token", joined("glpat-", LETTERS)),
  holds("vendor_token", joined("npm_", LETTERS, "abcd")),
  holds("vendor_token", joined("hf_", LETTERS)),
  holds("vendor_token", joined("SG.", LETTERS, ".", LETTERS)),
  holds(
    "vendor_token",
    joined("https://api.example.com/v1?key=AIza", LETTERS, "xyz&n=1"),
    joined("AIza", LETTERS),
  ),
];

const AWS: readonly Positive[] = [
  holds("aws_key_id", joined("AKIA", "IOSFODNN7EXAMPLE")),
  holds("aws_key_id", joined("ASIA", "Y34FZKBOKMUTVV7A")),
  holds("aws_key_id", joined("ABIA", "QWERTYUIOPASDFGH")),
  holds("aws_key_id", joined("as ACCA", "ZXCVBNMASDFGHJKL", ", denied"), "ZXCVBNMASDFGHJKL"),
  holds(
    "aws_key_id",
    joined("arn:aws:iam::1:access-key/AKIA", "2345ABCDEFGHIJKL"),
    "2345ABCDEFGHIJKL",
  ),
  ...[
    "aws_secret_access_key = ",
    "AWS_SECRET_ACCESS_KEY=",
    "aws.secret.key: ",
    '"awsSecretKey":"',
  ].map((name) =>
    holds("aws_secret", joined(name, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), "wJalrXUtnFEMI"),
  ),
  holds(
    "aws_secret",
    joined("export AWS_SECRET='", "abcdefghijABCDEFGHIJabcdefghijABCDEFGHIJ", "'"),
    "abcdefghijABCDEFGHIJ",
  ),
];

const ADDRESSES: readonly Positive[] = [
  holds("url_password", joined("postgres://app:", "s3cret@db.example.com/x"), "s3cret"),
  holds("url_password", joined("redis://:", "p@ss@cache.example.com"), "p@ss"),
  holds("url_password", joined("https://bot:", "hunter2@git.example.com/repo.git"), "hunter2"),
  holds("url_password", joined("amqp://guest:", "guest-pw@mq.example.com:5672/v"), "guest-pw"),
  holds("url_password", joined("mongodb+srv://u:", "P%40ss@cluster.example.com"), "P%40ss"),
  holds("url_password", joined("see ftp://anna:", "kiwi42@files.example.com now"), "kiwi42"),
];

const RANDOM: readonly Positive[] = [
  holds("high_entropy", LETTERS),
  holds("high_entropy", "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"),
  holds(
    "high_entropy",
    joined("token is ", "q7Zr2LmX9pTvB4nKc8WsYd3F", " today"),
    "q7Zr2LmX9pTvB4nKc8WsYd3F",
  ),
  holds("high_entropy", "dGhpcyBpcyBub3QgYSBzZWNyZXQ0MjEz/+aZ"),
  holds("high_entropy", joined("?sig=", "Zx81kLpQ0vRt6YwEuI3oNbM5"), "Zx81kLpQ0vRt6YwEuI3oNbM5"),
  holds(
    "high_entropy",
    "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9b94d27b9934d3e08",
  ),
];

/** What opens a door. */
export const SECRETS: readonly Positive[] = [
  ...KEYS,
  ...JWTS,
  ...BEARERS,
  ...VENDORS,
  ...AWS,
  ...ADDRESSES,
  ...RANDOM,
];
