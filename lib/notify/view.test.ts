import { expect, test } from "vitest";
import { channelsLead, toChannelRows, toDeliveryRow } from "./view";

const now = new Date("2026-11-21T12:00:00.000Z");
const names = new Map([["p1", { name: "Olga" }]]);
const delivery = {
  id: "d1",
  channel: "email",
  status: "PENDING" as const,
  attempts: 0,
  nextAttemptAt: now,
  lastError: null,
  sentAt: null,
  notification: { personId: "p1", kind: "request.waiting", createdAt: now },
};

test("a delivery says what waits, what will be tried again, and what was given up", () => {
  const rowOf = (change: object) => toDeliveryRow({ ...delivery, ...change }, names);
  expect(rowOf({})).toMatchObject({ status: "Waits", nextAt: now.toISOString(), to: "Olga" });
  expect(rowOf({ attempts: 2, lastError: "No." })).toMatchObject({
    status: "Waits to try again",
    outcome: "attention",
    error: "No.",
  });
  expect(rowOf({ status: "FAILED" })).toMatchObject({ status: "Given up", nextAt: null });
  expect(rowOf({ channel: "pigeon" }).channel).toBe("pigeon");
});

test("channels are said with the host they lead to, or that they are not configured", () => {
  const rows = toChannelRows({ email: "mail.example.com:587", webhook: null });
  expect(rows.map(({ state }) => state)).toEqual([
    "Configured, leads to mail.example.com:587",
    "Not configured",
  ]);
  expect(channelsLead(rows)).toContain("by e-mail.");
  expect(channelsLead(toChannelRows({ email: null, webhook: null }))).toContain("inbox only");
});
