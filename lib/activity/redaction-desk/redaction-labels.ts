// What the rules of redaction are called, in words for people. The browser reads this file too.
import type { RedactionFailure, RedactionType } from "../redaction/redact";

/** What a person may try at once, in characters. */
export const TRY_MAX = 60_000;
export const LEAK_NOTE_MAX = 2_000;

/** In the order in which they are asked. */
export const REDACTION_RULE = {
  key_rule: {
    label: "Value under a telling name",
    matches:
      "Every value below a member whose name holds password, secret, token, authorization, cookie, credential, otp, cvv, ssn or the like, and such a name with its value in an address, a form, a header or a message.",
    example: '{"password":"hunter2"}',
  },
  private_key: {
    label: "Private key",
    matches: "A PEM block from BEGIN … PRIVATE KEY to its END, up to 8,192 characters.",
    example: "",
  },
  jwt: {
    label: "JSON Web Token",
    matches: "Three parts joined by dots of which the first decodes to a header with alg.",
    example: "",
  },
  bearer: {
    label: "Bearer or basic credential",
    matches: "What follows Bearer or Basic, from 8 characters on.",
    example: "Authorization: Basic dXNlcjpwYXNz",
  },
  vendor_token: {
    label: "Token of a known vendor",
    matches:
      "The forms of GitHub, GitLab, Slack, OpenAI, Anthropic, Stripe, Google, npm, Hugging Face and SendGrid.",
    example: "",
  },
  aws_key_id: {
    label: "AWS key id",
    matches: "AKIA, ASIA, ABIA or ACCA and 16 characters.",
    example: "",
  },
  aws_secret: {
    label: "AWS secret key",
    matches: "40 characters behind a name that holds aws and secret.",
    example: "",
  },
  url_password: {
    label: "Password in an address",
    matches: "What stands between the colon and the @ in scheme://user:password@host.",
    example: "postgres://app:s3cret@db.example.com/x",
  },
  email: {
    label: "E-mail address",
    matches: "A local part, an @ and a domain, also in names of members and as %40.",
    example: "mail Support-Desk@Example.com now",
  },
  iban: {
    label: "IBAN",
    matches: "As long as its country's, with check digits that fit (mod 97).",
    example: "GB82 WEST 1234 5698 7654 32",
  },
  card: {
    label: "Card number",
    matches: "13 to 19 digits of a known issuer with a check digit that fits (Luhn).",
    example: "4111 1111 1111 1111",
  },
  ssn: {
    label: "US social security number",
    matches: "Three, two and four digits with dashes, without the numbers never given out.",
    example: "219-09-9999",
  },
  phone: {
    label: "Phone number",
    matches: "In international form, as libphonenumber knows it.",
    example: "call +49 151 23456789 today",
  },
  high_entropy: {
    label: "Random characters",
    matches:
      "24 or more letters and digits that nobody would make up; hexadecimal from 48 on. Not where the name says that it is an id or a hash.",
    example: "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
  },
} as const satisfies Record<RedactionType, { label: string; matches: string; example: string }>;

export const REDACTION_TYPES = [
  "key_rule",
  "private_key",
  "jwt",
  "bearer",
  "vendor_token",
  "aws_key_id",
  "aws_secret",
  "url_password",
  "email",
  "iban",
  "card",
  "ssn",
  "phone",
  "high_entropy",
] as const satisfies readonly RedactionType[];

/** Why a value is missing that could not be looked through. */
export const REDACTION_FAILURE_LABEL = {
  depth: "Nested deeper than 32",
  limit: "Longer than 65,536 characters, or with more finds than are looked for",
  deadline: "Not done in time",
  exception: "The looking itself failed",
} as const satisfies Record<RedactionFailure, string>;

export const VERDICT_LABEL = {
  clean: "Clean",
  leak: "Leak",
} as const;
export type Verdict = keyof typeof VERDICT_LABEL;
