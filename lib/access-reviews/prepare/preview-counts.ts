import { accessClassWord } from "@/lib/core/access-classes";
import { ENVIRONMENT_LABEL, ENVIRONMENTS } from "@/lib/core/environments";
import { LINE_KIND_LABEL, RISK_LABEL } from "../labels";
import { LINE_KINDS, RISKS } from "../review-view";
import type { SnapshotLine } from "../snapshot-view";
import type { PreviewCount } from "./preview-view";

const NOWHERE = "-";

/** How many lines there are of each kind, environment, server, class of access and risk. */
export function previewCounts(lines: readonly SnapshotLine[]) {
  const access = lines.filter(({ kind }) => kind === "access");
  return {
    byKind: counted(lines, ({ kind }) => [kind, LINE_KIND_LABEL[kind]], [...LINE_KINDS]),
    byRisk: counted(lines, ({ risk }) => [risk, RISK_LABEL[risk]], [...RISKS]),
    byEnvironment: counted(access, environmentOf, [...ENVIRONMENTS]),
    byServer: counted(access, serverOf),
    byAccess: counted(access, ({ operation }) => {
      const known = operation?.access ?? null;
      return [known ?? NOWHERE, accessClassWord(known)];
    }),
  };
}

type Named = readonly [id: string, label: string];

/** In the order given, else by number of lines, largest first. */
function counted(
  lines: readonly SnapshotLine[],
  nameOf: (line: SnapshotLine) => Named,
  order: readonly string[] = [],
): PreviewCount[] {
  const groups = Map.groupBy(lines, (line) => nameOf(line)[0]);
  const counts = [...groups].map(([id, group]) => ({
    id,
    label: group[0] ? nameOf(group[0])[1] : id,
    lines: group.length,
    privileged: group.filter(({ section }) => section === "privileged").length,
    twoStages: group.filter(({ stages }) => stages === 2).length,
  }));
  const rank = ({ id }: PreviewCount) => {
    const at = order.indexOf(id);
    return at < 0 ? order.length : at;
  };
  return counts.sort(
    (one, other) =>
      rank(one) - rank(other) || other.lines - one.lines || (one.label < other.label ? -1 : 1),
  );
}

function environmentOf({ environment }: SnapshotLine): Named {
  const known = ENVIRONMENTS.find((each) => each === environment);
  if (known) return [known, ENVIRONMENT_LABEL[known]];
  return [environment ?? NOWHERE, environment ?? "Not stated"];
}

function serverOf({ server }: SnapshotLine): Named {
  const name = server?.name ?? NOWHERE;
  return [server?.id ?? name, name === "*" ? "Every server" : name];
}
