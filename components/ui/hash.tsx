import { CopyButton } from "./copy-button";

const HEAD = 8;
const TAIL = 4;

/** A hash or a long id: first 8 … last 4, whole on hover and on copy. */
export function Hash({ value, label = "Copy" }: { value: string; label?: string }) {
  const short =
    value.length > HEAD + TAIL + 1 ? `${value.slice(0, HEAD)}…${value.slice(-TAIL)}` : value;
  return (
    <span className="inline-flex items-center gap-0.5 whitespace-nowrap">
      <code title={value} className="font-mono text-sm">
        {short}
      </code>
      <CopyButton value={value} label={label} />
    </span>
  );
}
