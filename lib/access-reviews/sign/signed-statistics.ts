import { canonicalJson, type Json, type JsonObject } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";
import { statisticsOf } from "../decide/statistics";
import type { DecisionLine } from "../decisions-view";
import type { SignatureRole } from "../review-view";
import { lineOf } from "../snapshot/read-line";
import type { ReviewStatistics } from "../statistics-view";
import { policyOf } from "../stored";
import type { ReviewMaterial } from "./material";

type Signing = {
  readonly role: SignatureRole;
  readonly signer: { readonly id: string };
  readonly at: Date;
};

const NO_RULES = { fastPerMinute: 20, fastSeconds: 3, samePercent: 80 };

/** REV-14 of what is signed: of a part its signer's own pace and shares, of the whole everybody's. */
export function signedStatistics(
  material: ReviewMaterial,
  decisions: readonly DecisionLine[],
  { role, signer, at }: Signing,
): ReviewStatistics {
  const values = policyOf(material.review.policy)?.values ?? {};
  const outcomes = new Map(decisions.map(({ n, outcome }) => [n, outcome]));
  const lines = material.lines.filter(({ position }) => outcomes.has(position));
  const stage = role === "stage-2" ? 2 : 1;
  const isCounted = (row: { stage: number; personId: string; decidedAt: Date }) =>
    row.decidedAt <= at &&
    (role === "sign-off" || (row.stage === stage && row.personId === signer.id));
  return statisticsOf({
    lines: lines.map(({ id, text }) => ({ id, line: lineOf(text) })),
    outcomes: new Map(
      lines.flatMap(({ id, position }) => {
        const outcome = outcomes.get(position);
        return outcome === undefined ? [] : [[id, outcome]];
      }),
    ),
    history: material.history.filter(isCounted),
    policy: {
      fastPerMinute: values.fastPerMinute ?? NO_RULES.fastPerMinute,
      fastSeconds: values.fastSeconds ?? NO_RULES.fastSeconds,
      samePercent: values.samePercent ?? NO_RULES.samePercent,
    },
  });
}

/** The same as it stands in a manifest. */
export function statisticsJson(
  material: ReviewMaterial,
  decisions: readonly DecisionLine[],
  signing: Signing,
): JsonObject {
  const json: Json = JSON.parse(canonicalJson(signedStatistics(material, decisions, signing)));
  if (!isJsonObject(json)) throw new Error("the statistics are no object");
  return json;
}
