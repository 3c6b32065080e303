import type { Json } from "@/lib/ledger/canonical-json";
import { holds, joined, type Positive } from "./case";

/** Written so that this version is known to miss them: a corpus of what is found alone would measure nothing. */
export const HARD: readonly Positive[] = [
  holds("email", "postmaster@localhost"),
  holds("email", '"anna schmidt"@example.com', "anna schmidt"),
  holds("phone", "0049 151 23456789"),
  holds("card", "4111.1111.1111.1111"),
  holds("ssn", "219 09 9999"),
  holds("iban", "DE89-3704-0044-0532-0130-00"),
  holds("bearer", joined("Authorization Token ", "abcdef123456"), "abcdef123456"),
  holds("aws_secret", "the key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY of aws", "wJalrXUtnFEMI"),
  { type: "key_rule", value: { pin: 4711 }, secret: "4711", expected: { key_rule: 1 } },
];

/** Nothing is in them, and this version is known to find something: an id of random letters, a number of an order that passes Luhn. */
export const HARD_CLEAN: readonly Json[] = ["01J9ZQ4X7M8N2P3R5S6T7V8W9X", "order 4539148803436467"];
