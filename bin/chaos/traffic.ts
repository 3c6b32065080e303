// What the gateways of the chaos tell: calls by number, each always in the same bytes.
import { ledgerKeyOf } from "@/lib/activity/record/canonical-record";

/** The lines of calls. */
export function bodyOf(numbers: readonly number[]): string {
  return numbers.map((number) => JSON.stringify(lineOf(number))).join("\n");
}

/** The key under which the call of a number, told by a source, stands in the ledger. */
export function keyOf(source: string, number: number): string {
  return ledgerKeyOf(source, { kind: "native", parts: idsOf(number) }, "");
}

function lineOf(number: number) {
  const [trace, span] = idsOf(number);
  return {
    ...{ scope: "request", time: "2026-11-21T11:59:58.5000Z", "mcp.method.name": "tools/call" },
    ...{ "mcp.target": "postgres", "gen_ai.tool.name": "query", "jwt.sub": `agent-${number % 7}` },
    "gen_ai.tool.call.arguments": { sql: `select ${number}`, mail: "a@example.com" },
    ...{ "trace.id": trace, "span.id": span },
  };
}

function idsOf(number: number): [trace: string, span: string] {
  const hex = (number + 1).toString(16);
  return [hex.padStart(32, "0"), hex.padStart(16, "0")];
}
