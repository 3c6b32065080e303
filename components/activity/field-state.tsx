import { Icon, type IconName } from "@/components/ui/icon";
import { FIELD_STATE_LABEL } from "@/lib/activity/calls/call-labels";

const ICON: Readonly<Record<string, IconName>> = {
  provided: "check",
  derived: "link",
  joined: "plus",
  redacted: "shield",
  redaction_failed: "alert",
};

/** How a value came to be there, as sign and word. */
export function FieldState({ state }: { state: string }) {
  const { word, means } = FIELD_STATE_LABEL[state] ?? { word: state, means: "" };
  const icon = ICON[state];
  return (
    <span
      title={means}
      className={`inline-flex items-center gap-1.5 whitespace-nowrap ${state === "redaction_failed" ? "text-fail" : "text-ink-2"}`}
    >
      {icon ? <Icon name={icon} className="size-3.5" /> : <span aria-hidden>–</span>}
      {word}
    </span>
  );
}
