// The report as it stands on the page and on paper.
import type { Outcome } from "@/lib/ledger/verify/report";
import { printable } from "../shared/words";
import { el, icon } from "./dom";
import type { HeldFile, Shown, Wish } from "./messages";

const CHECK = "M5 13l4 4L19 7";
const CIRCLE = "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18";

type Look = { readonly tone: string; readonly paths: readonly string[] };

/** Icon and colour beside the word: none of the three stands alone. */
const LOOKS = {
  "VERIFIED, ANCHORED": { tone: "seal", paths: [CIRCLE, "M8 12.5l3 3l5-6"] },
  VERIFIED: { tone: "pass", paths: [CHECK] },
  INCOMPLETE: { tone: "attention", paths: ["M12 4v11", "M12 19v1"] },
  DIVERGED: {
    tone: "fail",
    paths: ["M12 21v-9", "M12 12L6 5", "M12 12l6-7", "M6 9V5h4", "M18 9V5h-4"],
  },
  INVALID: { tone: "fail", paths: ["M6 6l12 12", "M18 6L6 18"] },
} as const satisfies Record<Outcome, Look>;

/** The parts of the report. `at` is when it was made. */
export function reportView(shown: Shown, wish: Wish, at: Date): Node[] {
  const { json, ofOtherLogs } = shown;
  const holds = json.first === null;
  const others = ofOtherLogs.map((name) => `${name} is a checkpoint of another log.`);
  return [
    verdictOf(shown),
    firstFailure(shown),
    ...(holds ? [] : list("What does not hold", json.missing)),
    ...notes(json.diverging_notes),
    facts(shown, wish, at),
    ...signaturesTable(json.signatures),
    ...list("What was proved", json.proved),
    ...(holds ? list("What is not stated or not here", json.missing) : []),
    ...list("What is to be known of it", json.remarks),
    ...list("What says nothing here", others),
    ...list("What nobody can prove", json.not_provable),
    ...keeping(shown.remember),
    printing(),
  ];
}

function verdictOf({ json, headline }: Shown): Node {
  const { tone, paths } = LOOKS[json.verdict];
  const [, sentence = ""] = headline.split(`${json.verdict}. `);
  const word = el("h2", { id: "verdict" }, json.verdict);
  return el(
    "div",
    { class: `verdict ${tone}` },
    icon(...paths),
    el("div", {}, word, el("p", {}, sentence)),
  );
}

/** Reason, file and index of the first failure, exactly, and how many there were of each. */
function firstFailure({ kind, json: { first, failures } }: Shown): Node {
  if (first === null) return document.createDocumentFragment();
  const rows = [
    ["First reason", first.reason],
    ["File", printable(first.file ?? "none")],
    [
      kind === "pack" ? "Line or entry" : "Entry",
      first.index === null ? "none" : String(first.index),
    ],
    [
      "Failures",
      Object.entries(failures)
        .map(([reason, count]) => `${reason} ${count}`)
        .join(", "),
    ],
  ] as const;
  return definitions("failure", rows);
}

function facts({ facts: known }: Shown, wish: Wish, at: Date): Node {
  const keys = wish.vkeys.map((vkey) => el("code", {}, vkey));
  const held = [...wish.remembered, ...wish.given].map(({ name }) => printable(name));
  return definitions("facts", [
    ["Bundle", printable(wish.bundle.name)],
    ...known.map(([name, value]) => [name, shownAs(name, printable(value))] as const),
    ["Keys you trust", el("span", { class: "stack" }, ...keys)],
    ...(held.length === 0 ? [] : [["Checkpoints you hold", held.join(", ")] as const]),
    ["Checked", `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`],
  ]);
}

const IN_MONO = ["Log", "Root", "Signed by key"];

function shownAs(name: string, value: string): Node | string {
  return IN_MONO.includes(name) ? el("code", {}, value) : value;
}

/** Who signed a review, one row each; the digest is what a screen of the product shows as well. */
function signaturesTable(signatures: Shown["json"]["signatures"]): Node[] {
  if (signatures.length === 0) return [];
  const head = ["Signed by", "As", "Holds", "At", "By", "Digest"];
  const rows = signatures.map(({ name, title, role, signedAt, method, digest, holds }) => [
    ...[`${name}, ${title}`, role, holds ? "yes" : "no", signedAt, method, digest],
  ]);
  const cells = (kind: "th" | "td", row: readonly string[]) =>
    el("tr", {}, ...row.map((text) => el(kind, {}, printable(text))));
  return [
    el("h3", {}, "Signatures"),
    el(
      "div",
      { class: "scroll", tabindex: "0", role: "group", "aria-label": "Signatures" },
      el(
        "table",
        {},
        el("thead", {}, cells("th", head)),
        el("tbody", {}, ...rows.map((row) => cells("td", row))),
      ),
    ),
  ];
}

function definitions(name: string, rows: readonly (readonly [string, Node | string])[]): Node {
  return el(
    "dl",
    { class: name },
    ...rows.flatMap(([term, value]) => [el("dt", {}, term), el("dd", {}, value)]),
  );
}

function list(title: string, sentences: readonly string[]): Node[] {
  if (sentences.length === 0) return [];
  const items = sentences.map((sentence) => el("li", {}, printable(sentence)));
  return [el("h3", {}, title), el("ul", {}, ...items)];
}

function notes([own, ...others]: readonly string[]): Node[] {
  if (own === undefined) return [];
  const note = (title: string, text: string) => [
    el("h4", {}, title),
    el("pre", { tabindex: "0" }, printable(text, "kept")),
  ];
  return [
    el("h3", {}, "The two histories"),
    ...note("The checkpoint of this bundle", own),
    ...others.flatMap((other) => note("The checkpoint it contradicts", other)),
  ];
}

/** The checkpoint to keep, as a file: a page from a file has no memory that could be relied on. */
function keeping(remember: HeldFile | null): Node[] {
  if (remember === null) return [];
  const button = el("button", { type: "button" }, "Download checkpoint");
  button.addEventListener("click", () => download(remember));
  const why =
    "Keep this file and add it the next time, or put it into the directory that verify.mjs remembers in. Whoever holds it can prove that the log was cut or rewritten.";
  return [
    el(
      "section",
      { class: "screen" },
      el("h3", {}, "Remember this checkpoint"),
      el("p", {}, why),
      button,
    ),
  ];
}

function download({ name, bytes }: HeldFile): void {
  const address = URL.createObjectURL(
    new Blob([new Uint8Array(bytes)], { type: "application/octet-stream" }),
  );
  const link = el("a", { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}

function printing(): Node {
  const button = el("button", { type: "button" }, "Print report");
  button.addEventListener("click", () => print());
  return el("div", { class: "buttons screen" }, button);
}
