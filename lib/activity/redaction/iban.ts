// gateway-logs §7.3, detector 9: an account number, as long as its country's are, whose check digits fit (ISO 13616, mod 97).
import { countrySpecs } from "ibantools";
import type { Detector, Span } from "./detector";

const START = /(?<![A-Za-z0-9])[A-Za-z]{2}[0-9]{2}(?= ?[A-Za-z0-9])/g;
const ALPHANUMERIC = /[A-Za-z0-9]/;

export const iban: Detector = {
  type: "iban",
  isWorthwhile: ({ digits }) => digits >= 8,
  find: ibansIn,
};

function* ibansIn(text: string): Generator<Span> {
  for (const { index } of text.matchAll(START)) {
    const country = text.slice(index, index + 2).toUpperCase();
    const length = lengthOf(country);
    const found = length === null ? null : take(text, index, length);
    if (found !== null && passesMod97(found.normalised)) yield found;
  }
}

function lengthOf(country: string): number | null {
  const [, spec] = Object.entries(countrySpecs).find(([code]) => code === country) ?? [];
  return spec?.chars ?? null;
}

/** So many letters and digits from here, with single spaces between them; null where the word goes on. */
function take(text: string, start: number, length: number): Span | null {
  let [normalised, end] = ["", start];
  while (normalised.length < length) {
    const at = text[end] === " " && end > start ? end + 1 : end;
    const character = text[at];
    if (character === undefined || !ALPHANUMERIC.test(character)) return null;
    normalised += character;
    end = at + 1;
  }
  const goesOn = ALPHANUMERIC.test(text[end] ?? "");
  return goesOn ? null : { start, end, normalised: normalised.toUpperCase() };
}

/** The first four characters go to the end, letters count as 10 to 35, and the whole leaves 1. */
function passesMod97(account: string): boolean {
  let rest = 0;
  for (const character of account.slice(4) + account.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
