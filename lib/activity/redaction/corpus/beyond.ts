import type { Json } from "@/lib/ledger/canonical-json";
import { joined } from "./case";

/** Something that this version knowingly leaves as it is, and why. Each is tried: a claim here that is no longer true fails a test. */
export type Beyond = { readonly what: string; readonly why: string; readonly value: Json };

/** gateway-logs §7.5: limits, stated openly. */
export const BEYOND: readonly Beyond[] = [
  {
    what: "Names of people",
    why: "No list of names is complete, and most words are somebody's name.",
    value: "The call was made for Anna Schmidt.",
  },
  {
    what: "Postal addresses",
    why: "They have no form that can be checked.",
    value: "Ship it to 221B Baker Street, London.",
  },
  {
    what: "Health and other facts in free text",
    why: "They are told by meaning, and this looks at form alone.",
    value: "The patient reports migraine since May.",
  },
  {
    what: "Text that is encoded, encrypted or compressed",
    why: "It is opaque. Where it is long and looks random it is taken out as a whole, shorter runs stay.",
    value: "YW5uYUBleGFtcGxlLmNvbQ",
  },
  {
    what: "Phone numbers without a country code",
    why: "Without one they are any number.",
    value: "Call 030 901820 or 415 555 2671.",
  },
  {
    what: "Social security numbers without dashes",
    why: "Nine digits are any number; under a name such as ssn they are taken out.",
    value: "number 219099999",
  },
  {
    what: "E-mail addresses in words",
    why: "They are no longer addresses by form.",
    value: "anna at example dot com",
  },
  {
    what: "Short passwords in running text",
    why: "Nothing tells them from other words; under a name such as password they are taken out.",
    value: joined("she typed ", "hunter2", " twice"),
  },
  {
    what: "Random characters under the name of an id",
    why: "Ids look like secrets and are needed to follow a call, so there only known forms are taken out.",
    value: { session_id: "q7Zr2LmX9pTvB4nKc8WsYd3F" },
  },
  {
    what: "Pseudonyms that the sender made",
    why: "The hash of a key or a user id is what tells callers apart, so it stays.",
    value: {
      user_api_key_hash: "88dc28d0f030c55ed4ab77ed8faf098196cb1c05df778539800c9f1243fe6b4b",
    },
  },
];
