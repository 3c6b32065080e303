import { describe, expect, it } from "vitest";
import { keyAgeOn, keyAgeRule } from "./key-age";

describe("the age of a key", () => {
  it("KEY-01 is whole UTC days, whatever the hour of its issue", () => {
    expect(keyAgeOn(new Date("2026-03-01T23:59:59.999Z"), "2026-03-01")).toBe(0);
    expect(keyAgeOn(new Date("2026-03-01T23:59:59.999Z"), "2026-03-02")).toBe(1);
    expect(keyAgeOn(new Date("2026-03-01T00:00:00.000Z"), "2026-05-30")).toBe(90);
  });

  it("KEY-07 is held to the rule of its kind, an unknown kind to that of agents, a workload identity to none", () => {
    expect(keyAgeRule("upstream")).toBe("maxAgeDaysUpstream");
    expect(keyAgeRule("emergency")).toBe("maxAgeDaysEmergency");
    expect(keyAgeRule("agent-api-key")).toBe("maxAgeDays");
    expect(keyAgeRule("of another version")).toBe("maxAgeDays");
    expect(keyAgeRule("workload-identity")).toBeNull();
  });
});
