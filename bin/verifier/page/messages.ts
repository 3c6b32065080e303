import type { Step } from "@/lib/ledger/verify/verify-bundle";
import type { reportJson } from "../shared/report-json";
import type { Fact } from "../shared/words";

/** A bundle as the browser has it. Names are paths within it. */
export type PickedBundle =
  | { readonly kind: "zip"; readonly name: string; readonly file: Blob }
  | {
      readonly kind: "folder";
      readonly name: string;
      readonly files: readonly { readonly name: string; readonly file: Blob }[];
    };

export type HeldFile = { readonly name: string; readonly bytes: Uint8Array };

/** What the page asks for. */
export type Wish = {
  readonly bundle: PickedBundle;
  readonly vkeys: readonly string[];
  readonly given: readonly HeldFile[];
  readonly remembered: readonly HeldFile[];
};

/** A report as the page shows it. */
export type Shown = {
  readonly json: ReturnType<typeof reportJson>;
  readonly headline: string;
  readonly facts: readonly Fact[];
  readonly ofOtherLogs: readonly string[];
  readonly remember: HeldFile | null;
};

/** What comes back: progress again and again, then one of the others. `failed`: the machine failed, and there is no verdict. */
export type Reply =
  | {
      readonly kind: "progress";
      readonly step: Step;
      readonly done: number;
      readonly total: number | null;
    }
  | { readonly kind: "report"; readonly shown: Shown }
  | { readonly kind: "failed"; readonly why: string };
