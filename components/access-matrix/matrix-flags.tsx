import { listHref } from "@/components/data-table/list-link";
import { cn } from "@/components/ui/cn";
import { TextLink } from "@/components/ui/text-link";
import { FLAG_LABEL } from "@/lib/access-matrix/matrix/matrix-labels";
import { FLAGS, type Flag } from "@/lib/access-matrix/matrix/matrix-view";
import { FLAG_TONE } from "./matrix-flag-tone";

const LOOKS = {
  fail: "border-fail text-fail",
  attention: "border-attention text-attention",
  note: "border-ink-3",
  plain: "border-unknown text-unknown",
} as const;

/** How many cells bear each mark, gravest first; each leads to its cells. A second time it leads back to all. */
export function MatrixFlags({
  counts,
  chosen,
  address,
  pathname = "/access-matrix",
}: {
  counts: Readonly<Record<Flag, number>>;
  chosen: Flag | null;
  address: string;
  pathname?: string;
}) {
  const borne = FLAGS.filter((flag) => counts[flag] > 0 || flag === chosen).toSorted(
    (one, other) => ORDER.indexOf(FLAG_TONE[one]) - ORDER.indexOf(FLAG_TONE[other]),
  );
  if (borne.length === 0) return null;
  return (
    <nav aria-label="Cells by their marks" className="mb-3">
      <ul className="flex flex-wrap gap-x-5 gap-y-1.5">
        {borne.map((flag) => (
          <li key={flag}>
            <TextLink
              plain
              scroll={false}
              href={listHref(pathname, address, { flag: flag === chosen ? null : flag })}
              {...(flag === chosen ? { "aria-current": "true" as const } : {})}
              className={cn(
                "inline-flex items-baseline gap-1.5 border-l-2 pl-1.5 hover:underline pointer-coarse:min-h-11 pointer-coarse:items-center",
                LOOKS[FLAG_TONE[flag]],
                flag === chosen && "font-semibold underline",
              )}
            >
              {FLAG_LABEL[flag]}
              <span className="tabular-nums">{counts[flag].toLocaleString("en")}</span>
            </TextLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const ORDER = ["fail", "attention", "note", "plain"];
