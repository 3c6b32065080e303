import { toHex } from "@/lib/ledger/bytes";
import type { Event } from "@/lib/ledger/event";

const TOOLS = ["postgres.query", "github.create_issue", "slack.post_message", "files.read"];
const FIRST = Date.parse("2026-01-01T00:00:00.000Z");

/**
 * A call as a gateway reports it, half a kilobyte as an entry. Apart from its salt it holds no chance: real calls with
 * digests and trace ids in them take as many bytes more in the store as those have.
 */
export function callEvent(sender: string, seq: number): Event {
  const tool = TOOLS[seq % TOOLS.length] ?? "";
  return {
    type: "call",
    key: `${sender}-${seq}`,
    source: { id: sender, epoch: "2026-01-01T00:00:00Z", seq },
    data: {
      agent: `agent-${seq % 40}`,
      arguments: { columns: "id, name, status", limit: 100, table: "customers" },
      decision: { policy: "production-reads", version: 7, verdict: "allow" },
      duration_ms: (seq * 7) % 900,
      environment: "production",
      occurred_at: new Date(FIRST + seq * 3).toISOString(),
      operation: tool,
      outcome: "ok",
      server: tool.slice(0, tool.indexOf(".")),
      session: `session-${toHex(Uint8Array.of(seq % 250))}`,
      title: "Read customers before a call",
    },
  };
}
