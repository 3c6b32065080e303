// gateway-logs §3.8: which `rpc` and `audit` entries of a record of Kong tell of the same JSON-RPC request.
import { derived, type Sourced } from "../record/draft";
import type { RecordKind } from "../record/fields";
import type { Picker } from "../record/pick";
import { requestIn } from "./json-rpc";

/** A request, the decision on it, or both. `isListed`: a decision on what a list may show, not on a call. */
export type Entry = {
  readonly rpc: Picker | undefined;
  readonly audit: Picker | undefined;
  readonly isListed: boolean;
};

/** Requests in their order, each with the first decision on its tool; then the decisions that are left. At most one more than `most` of either. */
export function entriesOf(mcp: Picker, most: number): Entry[] {
  const audits = mcp.list("/audit").slice(0, most + 1);
  const rpcs = mcp.list("/rpc").slice(0, most + 1);
  const entries = rpcs.map((rpc): Entry => {
    const [audit] = isListing(rpc) ? [] : audits.splice(matchOf(rpc, audits), 1);
    return { rpc, audit, isListed: false };
  });
  const isListed = rpcs.some(isListing);
  return [...entries, ...audits.map((audit) => ({ rpc: undefined, audit, isListed }))];
}

/** An index behind the end takes nothing out. */
function matchOf(rpc: Picker, audits: readonly Picker[]): number {
  const tool = toolOf(rpc)?.value;
  const at = audits.findIndex(
    (audit) => tool === undefined || audit.text("/primitive_name")?.value === tool,
  );
  return at === -1 ? audits.length : at;
}

function toolOf(rpc: Picker): Sourced<string> | undefined {
  return rpc.text("/tool_name") ?? requestIn(rpc.json("/payload/request"))?.tool;
}

function isListing(rpc: Picker): boolean {
  return rpc.text("/method")?.value.endsWith("/list") ?? false;
}

const METHODS = new Map([
  ["tool", "tools/call"],
  ["prompt", "prompts/get"],
  ["resource", "resources/read"],
]);

/** A denied call may have a decision alone, which names what was asked for and not the method. */
export function methodOf({ rpc, audit, isListed }: Entry): Sourced<string> | undefined {
  const told = rpc?.text("/method") ?? requestIn(rpc?.json("/payload/request"))?.method;
  if (told || isListed) return told;
  const [tool, primitive] = [rpc?.text("/tool_name"), audit?.text("/primitive")];
  if (tool) return derived(tool, "tools/call");
  const method = METHODS.get(primitive?.value ?? "tool");
  if (method === undefined) return undefined;
  return derived(primitive ?? audit?.text("/primitive_name"), method);
}

export function kindOf(entry: Entry): RecordKind {
  if (entry.isListed) return "policy_decision";
  return methodOf(entry)?.value === "tools/call" ? "tool_call" : "activity";
}
