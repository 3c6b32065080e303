/** How every control that is typed into looks; kit.css draws it. */
export const CONTROL = "control";

/** The height of a control of one line. */
export const CONTROL_LINE = "control-line";
