// gateway-logs §6, adapter 1: the words of one kind of sender in spans that all have the same form.
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import type { DraftFields, Sourced } from "../../record/draft";
import type { RecordKind } from "../../record/fields";
import type { Span } from "./span";

/** What a span says of a call, apart from its time and ids. */
export type Reading = {
  readonly kind: RecordKind;
  readonly fields: DraftFields;
  /** What the sender is called where its resource does not say. */
  readonly gateway: string | null;
  readonly result?: Sourced<Json> | undefined;
  readonly more?: JsonObject;
};

export type Vocabulary = {
  readonly recognises: (span: Span) => boolean;
  /** `status`: of the HTTP reply, from the span itself or from the one that carried it. A text: why the span is no call. */
  readonly read: (span: Span, around: Around) => Reading | string;
};

/** What stands beside a span in the same request. */
export type Around = {
  readonly status: Sourced<number> | undefined;
  readonly children: readonly Span[];
};
