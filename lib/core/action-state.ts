import type { ConflictField, ErrorCode } from "./app-error";

/** What was done, in words: the toast that follows, and where to look or go next. */
export type Done = {
  /** One sentence that says what was recorded. */
  readonly message: string;
  /** Where to see it. */
  readonly link?: { readonly href: string; readonly label: string };
  /** Something shown once and never again, such as a token or a one-time link. */
  readonly reveal?: { readonly label: string; readonly value: string };
  /** The page to go to. */
  readonly next?: string;
  /** Machine-readable outcome for the component that asked. */
  readonly data?: Readonly<Record<string, string>>;
};

/** What was typed, by field; a field named `x[]` in the form is the list `x`. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>;

/** What a form knows about its last submission. `values` lets an error keep what was typed. */
export type ActionState =
  | { status: "idle" }
  | ({ status: "done" } & Done)
  | {
      status: "failed";
      code: ErrorCode;
      message: string;
      fieldErrors: Readonly<Record<string, readonly string[]>>;
      conflict: readonly ConflictField[];
      values: FormValues;
    };

/** A server action as a form holds it: the prop through which a page hands it down. */
export type FormAction = (previous: ActionState, form: FormData) => Promise<ActionState>;
