import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

const DOT = <circle cx="8.5" cy="8.5" r="2.4" fill="currentColor" stroke="none" />;
const RING = <circle cx="8.5" cy="8.5" r="5.2" />;
const SQUARE = <rect x="3.75" y="3.75" width="9.5" height="9.5" />;

const SIGNS: readonly { id: string; words: string; look?: string; sign: ReactNode }[] = [
  {
    id: "granted",
    words: "granted",
    sign: <circle cx="8.5" cy="8.5" r="3.2" fill="currentColor" stroke="none" />,
  },
  { id: "enforced", words: "enforced", sign: RING },
  {
    id: "both",
    words: "granted and enforced",
    sign: [<g key="dot">{DOT}</g>, <g key="ring">{RING}</g>],
  },
  {
    id: "unknown",
    words: "granted, enforcement unknown",
    sign: [
      <g key="dot">{DOT}</g>,
      <g key="ring" className="text-unknown" stroke="currentColor" strokeDasharray="2 1.9">
        {RING}
      </g>,
    ],
  },
  {
    id: "missing",
    words: "granted, not enforced",
    look: "text-attention",
    sign: [
      <g key="square">{SQUARE}</g>,
      <rect
        key="half"
        x="3.75"
        y="3.75"
        width="4.75"
        height="9.5"
        fill="currentColor"
        stroke="none"
      />,
    ],
  },
  {
    id: "excess",
    words: "enforced or used, not granted",
    look: "text-fail",
    sign: [
      <g key="square">{SQUARE}</g>,
      <rect
        key="half"
        x="8.5"
        y="3.75"
        width="4.75"
        height="9.5"
        fill="currentColor"
        stroke="none"
      />,
    ],
  },
  {
    id: "crossing",
    words: "crosses environments",
    look: "text-fail",
    sign: <path d="M8.5 2.5 15 14H2z" fill="currentColor" stroke="none" />,
  },
  {
    id: "denied",
    words: "only denied calls",
    look: "text-ink-3",
    sign: <path d="M5.5 5.5l6 6m0-6l-6 6" />,
  },
  {
    id: "marked",
    words: "marked, see its story",
    look: "text-fail",
    sign: <path d="M10 0h7v7z" fill="currentColor" stroke="none" />,
  },
];

const FILLS = [
  { least: "1", look: "bg-ink-2/9" },
  { least: "10", look: "bg-ink-2/18" },
  { least: "100", look: "bg-ink-2/30" },
  { least: "1,000 calls", look: "bg-ink-2/44" },
];

/** What the signs of the picture mean. Drawn by the same measures as the picture's. */
export function MatrixLegend() {
  return (
    <section
      aria-label="Signs of the picture"
      className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1.5 text-sm text-ink-2 print:hidden noscript:hidden"
    >
      {SIGNS.map(({ id, words, look, sign }) => (
        <span key={id} className="inline-flex items-center gap-1.5 whitespace-nowrap">
          <svg
            aria-hidden="true"
            viewBox="0 0 17 17"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            className={cn("size-4.25 border", look ?? "text-ink")}
          >
            {sign}
          </svg>
          {words}
        </span>
      ))}
      <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
        used at least
        {FILLS.map(({ least, look }) => (
          <span key={least} className={cn("border px-1 text-xs leading-4.25 text-ink", look)}>
            {least}
          </span>
        ))}
      </span>
      <span>
        Letters: environment (<b className="font-medium">P</b>roduction,{" "}
        <b className="font-medium">S</b>taging, <b className="font-medium">D</b>evelopment,{" "}
        <b className="font-medium">T</b>est), access (<b className="font-medium">R</b>ead,{" "}
        <b className="font-medium">W</b>rite, <b className="font-medium">D</b>elete,{" "}
        <b className="font-medium">A</b>dmin, ? nobody classified it). A letter in red: not the
        environment of the key. A name in red: nobody registered the operation.
      </span>
    </section>
  );
}
