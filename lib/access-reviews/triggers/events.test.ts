import { describe, expect, it } from "vitest";
import { driftEvent, findingEvent, leaverEvent, purposeEvent, type SeenChange } from "./events";
import { toTriggerRow, triggersSentence } from "./trigger-view";

const AT = new Date("2026-10-05T09:00:00.000Z");

function edited(before: object | null, after: object): SeenChange {
  return {
    ...{ id: "c1", action: "agent.edited", subjectKind: "agent", subjectId: "a1" },
    ...{ before, after, recordedAt: AT },
  };
}

describe("REV-22 what asks for a review out of turn", () => {
  it.each([
    ["another purpose", { purpose: "Answers." }, { purpose: "Pays.", name: "Helper" }, 1],
    ["the same purpose", { purpose: "Pays.", name: "A" }, { purpose: "Pays.", name: "B" }, 0],
    ["no state before", null, { purpose: "Pays." }, 0],
  ])("an agent edited to %s", (_, before, after, many) => {
    expect(purposeEvent(edited(before, after))).toHaveLength(many);
  });

  it("names the agent, and is the same event however often it is seen", () => {
    const change = edited({ purpose: "Answers." }, { purpose: "Pays.", name: "Helper" });
    expect(purposeEvent(change)[0]).toMatchObject({ mark: "purpose-changed:c1", subjectId: "a1" });
    expect(purposeEvent(change)).toEqual(purposeEvent(change));
  });

  it("a person who left counts where they answer for something", () => {
    const left = { id: "p1", deactivatedAt: AT };
    expect(leaverEvent(left, { agents: 0, servers: 0 })).toEqual([]);
    expect(leaverEvent(left, { agents: 1, servers: 2 })[0]?.words).toContain(
      "1 agent and 2 servers",
    );
  });

  it("an operation that says something else, and a critical finding", () => {
    const drift = driftEvent(
      { ...edited(null, {}), subjectId: "o1" },
      new Map([["o1", "mail.send"]]),
    );
    expect(drift.words).toContain("mail.send");
    expect(
      findingEvent({ id: "f1", title: "Revoked access used again", raisedAt: AT }),
    ).toMatchObject({
      ...{ kind: "finding", subjectKind: "finding", subjectId: "f1" },
    });
  });

  it("prefills the draft of a review", () => {
    const [event] = purposeEvent(
      edited({ purpose: "Answers." }, { purpose: "Pays.", name: "Helper" }),
    );
    const stored = {
      ...{ id: "t1", foundAt: AT, disposition: "open", reason: "" },
      reviewId: null,
    };
    const asked = { ...stored, disposedById: null, disposedAt: null };
    const row = event && toTriggerRow({ ...event, ...asked }, new Map());
    expect(row?.startHref).toBe(
      "/access-reviews/new?trigger=t1&title=Off-cycle%3A+Other+purpose&agent=a1",
    );
    expect(row?.subjectHref).toBe("/agents/a1");
    expect(triggersSentence(row ? [row] : [])).toContain("1 event waits");
  });
});
