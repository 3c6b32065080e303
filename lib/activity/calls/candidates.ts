// G3: who calls and stands in no registry.
import "server-only";
import type { Candidate } from "../call-view";
import type { Scope } from "./scope";

export async function candidatesFor(_scope: Scope, _now: Date): Promise<Candidate[]> {
  return [];
}
