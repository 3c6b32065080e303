import { AppError } from "@/lib/core/app-error";
import type { Verdict } from "./labels";

type Closing = {
  readonly severity: string;
  readonly state: string;
  /** Who answers for what it is about: nobody judges a critical finding about their own. */
  readonly answersId: string | null;
};

/** Why a person cannot close it; null: they can. */
export function objectionToClosing({ severity, state, answersId }: Closing, personId: string) {
  if (state === "closed") return "This finding is closed already.";
  if (severity === "critical" && answersId === personId) {
    return "A critical finding is closed by somebody other than the owner of what it is about.";
  }
  return null;
}

/** Errors: conflict (closed already), forbidden (a critical one about one's own). */
export function assertClosable(finding: Closing, personId: string): void {
  const objection = objectionToClosing(finding, personId);
  if (objection === null) return;
  throw new AppError(finding.state === "closed" ? "conflict" : "forbidden", objection);
}

/** Errors: invalid_input (a true positive that names no incident). */
export function assertIncidentNamed(verdict: Verdict, incident: string): void {
  if (verdict !== "true-positive" || incident !== "") return;
  const says = "Name the incident it belongs to, or write why it is none and who decided so.";
  throw new AppError("invalid_input", {
    message: "Check the fields.",
    fieldErrors: { incident: [says] },
  });
}
