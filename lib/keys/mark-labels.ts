/** What can be said against a key, the gravest first; `notice` says that nothing is wrong with it yet. */
export const KEY_MARKS = [
  "used-after-revocation",
  "shared",
  "elsewhere",
  "over-age",
  "never-rotated",
  "leaver-overdue",
  "rotation-late",
  "used-before-issue",
  "used-while-inactive",
  "issued-before-approval",
  "agent-inactive",
  "unproven",
  "leaver",
  "owner-left",
  "expired",
  "several-sources",
  "excepted",
  "due-soon",
  "rotating",
] as const;
export type KeyMark = (typeof KEY_MARKS)[number];

type Words = { word: string; tone: "fail" | "attention" | "plain"; means: string };

export const KEY_MARK_WORDS = {
  "used-after-revocation": {
    word: "Used after it ended",
    tone: "fail",
    means: "A call was let through after the key was revoked or had expired: an incident (KEY-02).",
  },
  shared: {
    word: "Shared",
    tone: "fail",
    means: "Somebody else than its own agent called with it in the last 30 days (KEY-03).",
  },
  elsewhere: {
    word: "Other environment",
    tone: "fail",
    means:
      "It was used in another environment than its own in the last 7 days. The access matrix says which calls.",
  },
  "over-age": {
    word: "Too old",
    tone: "fail",
    means: "It is older than the rule in force allows, and no exception covers that (KEY-01).",
  },
  "never-rotated": {
    word: "Never rotated",
    tone: "fail",
    means: "It is too old and nobody has begun to rotate it (KEY-01).",
  },
  "leaver-overdue": {
    word: "Rotation after leaver overdue",
    tone: "fail",
    means:
      "Somebody who answered for it or saw its secret left, and it was not rotated in time (KEY-04).",
  },
  "rotation-late": {
    word: "Rotation late",
    tone: "fail",
    means: "The old key was not disabled by the end of the overlap, or in time after a compromise.",
  },
  "used-before-issue": {
    word: "Used before it was issued",
    tone: "fail",
    means:
      "The ledger holds a call with it from before its registered issue, so that date cannot be right.",
  },
  "used-while-inactive": {
    word: "Used before activation",
    tone: "fail",
    means: "The ledger holds a call with it although it was never activated here.",
  },
  "issued-before-approval": {
    word: "Issued before approval",
    tone: "fail",
    means: "It was issued before its agent was approved, or its agent never was (CC6.2).",
  },
  "agent-inactive": {
    word: "Agent not active",
    tone: "fail",
    means: "Its agent is suspended, retired or not approved, and the key is not revoked (CHG-12).",
  },
  unproven: {
    word: "Refusal not proven",
    tone: "attention",
    means: "The old key of a rotation is disabled, and nothing shows that it is refused.",
  },
  leaver: {
    word: "Rotation after leaver due",
    tone: "attention",
    means: "Somebody who answered for it or saw its secret has left (KEY-04).",
  },
  "owner-left": {
    word: "Owner has left",
    tone: "attention",
    means: "Nobody who is still there answers for it.",
  },
  expired: {
    word: "Expired, not revoked",
    tone: "attention",
    means: "Its time is over. Revoke it, so that nobody can make it longer.",
  },
  "several-sources": {
    word: "Several sources",
    tone: "attention",
    means:
      "It was seen at more than one gateway in the last 30 days. Say why, or split it (KEY-03).",
  },
  excepted: {
    word: "Exception",
    tone: "attention",
    means: "It is too old, and a named person accepted that until a day.",
  },
  "due-soon": {
    word: "Due soon",
    tone: "attention",
    means: "It becomes too old within the warning time of the policy.",
  },
  rotating: {
    word: "Rotation open",
    tone: "plain",
    means: "Another key is taking its place.",
  },
} as const satisfies Record<KeyMark, Words>;

export function isKeyMark(text: string): text is KeyMark {
  return KEY_MARKS.some((mark) => mark === text);
}

/** Whether a mark says that something is wrong now. */
export function isFault(mark: KeyMark): boolean {
  return KEY_MARK_WORDS[mark].tone === "fail";
}
