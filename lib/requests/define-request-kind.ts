import type { Permission } from "@/lib/auth/permissions";
import type { CommandContext, Recorder, Tx } from "@/lib/change-log/transact";
import type { read } from "@/lib/db/read";
import type { Diff, JsonRecord } from "./diff";

/** A request as its kind gets it: the stored row, its diff verified against the hash. */
export type RequestRecord = {
  readonly id: string;
  readonly kind: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly title: string;
  readonly reason: string;
  readonly before: Diff["before"];
  readonly after: Diff["after"];
  readonly diffHash: string;
  readonly baseVersion: number;
  readonly requestedById: string;
  readonly requestedAt: Date;
};

/** What a kind reads with: outside a transaction `read()`, inside one the transaction itself. */
export type RequestReader = ReturnType<typeof read>;

type Carry = (
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  request: RequestRecord,
) => Promise<void>;

/** What a domain says about one kind of wish: who decides it and what follows. */
export type RequestKind = {
  /** `noun.word`, stored for ever. */
  readonly kind: `${string}.${string}`;
  /** What it is in words, "Registration of an agent". */
  readonly label: string;
  /** The right it takes to decide. */
  readonly permission: Permission;
  /** Words for the fields of the diff; a field without words shows its name. */
  readonly fieldLabels:
    | Readonly<Record<string, string>>
    | ((subjectId: string) => Readonly<Record<string, string>>);
  /** Words for a value of the diff, where its stored form would not do. */
  readonly wordsOf?: (
    field: string,
    value: JsonRecord[string],
    subjectId: string,
  ) => string | undefined;
  /**
   * People who have a part in the subject by now, such as whoever has come to own it since this was asked: they are refused,
   * whatever the request says of the day on which it was opened. Nobody unless given.
   */
  readonly partiesNow?: (
    from: RequestReader,
    request: RequestRecord,
  ) => Promise<readonly (string | null)[]>;
  /**
   * It may be approved though whoever asked has left: what it is about has happened and needs a verdict, or concerns nobody's
   * own wish. Otherwise somebody who is still here asks again, because the one who left could come back under another id.
   */
  readonly outlivesRequester?: boolean;
  /**
   * Carries out what was approved, in the transaction of the decision. Errors: conflict, when the
   * subject is no longer at `baseVersion`; nothing is decided then.
   */
  readonly apply: Carry;
  /** What follows a decline; nothing unless given. */
  readonly decline?: Carry;
  /** What follows when the requester takes the wish back; nothing unless given. */
  readonly withdraw?: Carry;
  /** The page of the subject, a path within the product. */
  readonly link: (request: Pick<RequestRecord, "subjectId">) => string;
  /** The page on which whoever asked changes the wish while nobody has decided; none unless given. */
  readonly editLink?: (request: Pick<RequestRecord, "id">) => string;
};

/** Declares a kind; `lib/requests/registry.ts` lists it. */
export function defineRequestKind(kind: RequestKind): RequestKind {
  return kind;
}
