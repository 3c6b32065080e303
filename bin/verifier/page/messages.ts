import type { Step } from "@/lib/ledger/verify/verify-bundle";
import type { PackStep } from "@/lib/signatures/pure/verify-pack";
import type { packJson } from "../shared/pack-json";
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

/** What of a report the page shows, of a bundle or a pack. */
type ShownJson = Pick<ReturnType<typeof reportJson>, "verdict" | "first" | "failures"> &
  Pick<ReturnType<typeof reportJson>, "proved" | "missing" | "not_provable"> & {
    readonly diverging_notes: readonly string[];
    readonly remarks: readonly string[];
    readonly signatures: ReturnType<typeof packJson>["signatures"];
  };

/** A report as the page shows it. */
export type Shown = {
  readonly kind: "bundle" | "pack";
  readonly json: ShownJson;
  readonly headline: string;
  readonly facts: readonly Fact[];
  readonly ofOtherLogs: readonly string[];
  readonly remember: HeldFile | null;
};

/** What comes back: progress again and again, then one of the others. `failed`: the machine failed, and there is no verdict. */
export type Reply =
  | {
      readonly kind: "progress";
      readonly of: Shown["kind"];
      readonly step: Step | PackStep;
      readonly done: number;
      readonly total: number | null;
    }
  | { readonly kind: "report"; readonly shown: Shown }
  | { readonly kind: "failed"; readonly why: string };
