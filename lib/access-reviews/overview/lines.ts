import type { Risk } from "../review-view";
import type { DossierLine } from "./dossier";
import type { LineFilters } from "./lines-schema";
import { type Names, principalName } from "./lines-view";

const RISK_RANK = { high: 0, medium: 1, low: 2 } as const satisfies Record<Risk, number>;

/** The lines that the filters leave, in the order asked for. Pure. */
export function filterLines(
  lines: readonly DossierLine[],
  filters: LineFilters,
  names: Names,
): DossierLine[] {
  const words = filters.q.toLowerCase().split(/\s+/).filter(Boolean);
  const kept = lines.filter(
    (held) => matches(held, filters) && words.every((word) => textOf(held, names).includes(word)),
  );
  const sign = filters.dir === "desc" ? -1 : 1;
  return kept.sort((a, b) => sign * compared(a, b, filters.sort) || a.line.n - b.line.n);
}

function matches({ line, outcome }: DossierLine, filters: LineFilters): boolean {
  const { section, risk, kind, change, flag, environment } = filters;
  const pairs = [
    [section, line.section],
    [risk, line.risk],
    [kind, line.kind],
    [change, line.change],
    [environment, line.environment],
    [filters.outcome, outcome ?? "undecided"],
  ] as const;
  const same = pairs.every(([wanted, is]) => wanted === null || wanted === is);
  return same && (flag === null || line.flags.includes(flag));
}

function textOf({ line }: DossierLine, names: Names): string {
  const { principal, agent, server, operation, purpose, meaning } = line;
  const parts = [
    ...[principalName(line, names), principal.detail, agent?.name, agent?.slug],
    ...[server?.name, server?.slug, operation?.name, purpose, meaning, line.line],
  ];
  return parts.join("\n").toLowerCase();
}

function compared(a: DossierLine, b: DossierLine, by: LineFilters["sort"]): number {
  switch (by) {
    case "n":
      return a.line.n - b.line.n;
    case "risk":
      return RISK_RANK[a.line.risk] - RISK_RANK[b.line.risk];
    case "calls":
      return a.line.calls - b.line.calls;
    case "used":
      return (a.line.lastUsedAt ?? "").localeCompare(b.line.lastUsedAt ?? "");
    default:
      return by satisfies never;
  }
}
