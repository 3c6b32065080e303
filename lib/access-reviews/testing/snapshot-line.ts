import type { SnapshotLine } from "../snapshot-view";

/** A plain line that nobody would look at twice; say what it is beside that. */
export function snapshotLine(more: Partial<SnapshotLine> = {}): SnapshotLine {
  const n = more.n ?? 1;
  return {
    ...{ n, line: `access/key:k${n}/server/operation-${n}/production`, kind: "access" },
    ...{ section: "standard", risk: "low", stages: 1 },
    principal: { kind: "key", id: `k${n}`, label: `helper-key-${n}`, detail: "ck_0a1b" },
    agent: { id: "agent", slug: "helper", name: "Helper", risk: "low", status: "ACTIVE" },
    ownerId: null,
    server: { id: "server", slug: "crm", name: "CRM", ownerId: null, deputyId: null },
    operation: {
      id: `operation-${n}`,
      name: `contacts.list_${n}`,
      access: "read",
      dataClasses: ["internal"],
    },
    ...{ environment: "production", parts: [] },
    meaning: "Reads the list of contacts.",
    ...{ purpose: "Answers questions of the sales desk.", conditions: "" },
    ...{ grants: [], enforced: "yes", enforcedBy: [], lastUsedAt: "2026-09-01T08:00:00.000Z" },
    ...{ calls: 12, denied: 0, flags: [], change: "same", changed: [], previous: null },
    recommendation: { decision: "keep", because: "It is used and approved." },
    ...more,
  };
}
