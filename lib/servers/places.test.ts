import { describe, expect, it } from "vitest";
import { placesText, readPlaces } from "./places";

describe("places as a form types them", () => {
  it("reads environment, region, names and address, and leaves out empty lines", () => {
    const text =
      "Production | eu-central-1 | billing-db, Billing-RO | https://db.example\n\nstaging";
    expect(readPlaces(text)).toEqual({
      places: [
        {
          environment: "production",
          region: "eu-central-1",
          address: "https://db.example",
          names: ["billing-db", "Billing-RO"],
        },
        { environment: "staging", region: "", address: "", names: [] },
      ],
    });
  });

  it("writes what it reads, and reads what it writes", () => {
    const text = "production | eu | a, b | https://x\nproduction | us\nstaging |  | c\ntest";
    const read = readPlaces(text);
    expect("places" in read && placesText(read.places)).toBe(text);
  });

  it("takes a name written twice in other letters once", () => {
    const read = readPlaces("test | | db, DB , db");
    expect("places" in read && read.places[0]?.names).toEqual(["db"]);
  });

  it.each([
    ["moon | eu", "Line 1: begin with one of production"],
    ["production\nprod", "Line 2: begin with one of"],
    ["production | a | b | c | d", "write environment | region"],
    [`production | ${"x".repeat(81)}`, "shorten the region"],
    [`production | | ${"x".repeat(201)}`, "shorten each name"],
    ["production | eu\nproduction | EU", "Write production in EU once."],
    [Array.from({ length: 21 }, (_, n) => `test | r${n}`).join("\n"), "at most 20 places"],
  ])("says what to do about %j", (text, says) => {
    expect(readPlaces(text)).toEqual({ says: expect.stringContaining(says) });
  });
});
