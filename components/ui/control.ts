/** How every control that is typed into looks. */
export const CONTROL =
  "block w-full rounded-sm border border-rule-2 bg-paper px-2.5 text-base text-ink placeholder:text-ink-3 aria-invalid:border-fail aria-invalid:outline-fail disabled:bg-paper-2 disabled:text-ink-3 read-only:bg-paper-2";

/** The height of a control of one line. */
export const CONTROL_LINE = "h-8 pointer-coarse:h-11";
