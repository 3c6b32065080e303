// gateway-logs §7.3, detectors 8 and 10 to 12, and 9 in iban.ts: what points at a person.
import { type CountryCode, findPhoneNumbersInText } from "libphonenumber-js";
import { type Detector, type Span, spansOf } from "./detector";

const LABEL = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?";
const EMAIL = new RegExp(
  `[\\p{L}\\p{N}._%+-]{1,64}@(?:${LABEL}\\.){1,8}\\p{L}{2,24}(?![\\p{L}\\p{N}])`,
  "dgu",
);

export const email: Detector = {
  type: "email",
  isWorthwhile: ({ hasAt }) => hasAt,
  find: (text) => spansOf(text, EMAIL, (address) => address.toLowerCase()),
};

// A card is not part of a longer run of digits, and a run between letters is an id.
const CARD = /(?<![A-Za-z0-9]|[0-9][ -])[0-9](?:[ -]?[0-9]){12,18}(?![A-Za-z0-9]|[ -][0-9])/dg;
// As cards are printed, or without a gap, also beside other numbers. It matches nothing itself, so that none hides the next.
const PRINTED =
  /(?<![A-Za-z0-9])(?=(?<value>[0-9]{13,19}|[0-9]{4}(?<gap>[ -])[0-9]{4}\k<gap>[0-9]{4}\k<gap>[0-9]{4}|[0-9]{4}[ -][0-9]{6}[ -][0-9]{5})(?![A-Za-z0-9]))/dg;
const ISSUERS = /^(?:4|5[1-5]|2[2-7]|3[47]|6011|65|64[4-9]|35|30[0-5]|36|38|62)/;

export const card: Detector = {
  type: "card",
  isWorthwhile: ({ digits }) => digits >= 13,
  find: cardsIn,
};

function* cardsIn(text: string): Generator<Span> {
  for (const pattern of [CARD, PRINTED]) yield* spansOf(text, pattern, cardOf);
}

function cardOf(run: string): string | null {
  const digits = run.replace(/[ -]/g, "");
  return ISSUERS.test(digits) && passesLuhn(digits) ? digits : null;
}

/** ISO/IEC 7812-1, annex B. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let fromRight = 0; fromRight < digits.length; fromRight += 1) {
    const digit = Number(digits[digits.length - 1 - fromRight]);
    const weighed = fromRight % 2 === 0 ? digit : digit * 2;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return sum % 10 === 0;
}

const SSN =
  /(?<![A-Za-z0-9-])(?!000|666|9)[0-9]{3}-(?!00)[0-9]{2}-(?!0000)[0-9]{4}(?![A-Za-z0-9-])/dg;

export const ssn: Detector = {
  type: "ssn",
  isWorthwhile: ({ digits }, text) => digits >= 9 && text.includes("-"),
  find: (text) => spansOf(text, SSN),
};

const WINDOW = 8_192;
const OVERLAP = 64;

/** Numbers in their international form; with a country also those that are dialled within it. */
export function phoneOf(country: CountryCode | null): Detector {
  return {
    type: "phone",
    isWorthwhile: ({ digits, hasPlus }) => digits >= 7 && (hasPlus || country !== null),
    find: (text) => phonesIn(text, country),
  };
}

function* phonesIn(text: string, country: CountryCode | null): Generator<Span> {
  for (let from = 0; from === 0 || from + OVERLAP < text.length; from += WINDOW - OVERLAP) {
    const window = text.slice(from, from + WINDOW);
    if (country === null && !window.includes("+")) continue;
    const found = country
      ? findPhoneNumbersInText(window, country)
      : findPhoneNumbersInText(window);
    for (const { startsAt, endsAt, number } of found) {
      yield { start: from + startsAt, end: from + endsAt, normalised: number.number };
    }
  }
}
