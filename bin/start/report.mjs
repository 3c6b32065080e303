import { readFileSync } from "node:fs";
import { at } from "../process/root.mjs";

const LABEL_WIDTH = 12;

/** The first lines of a start. */
export function banner({ demo, dev }) {
  const { version } = JSON.parse(readFileSync(at("package.json"), "utf8"));
  const kind = [demo ? "demo" : "", dev ? "development" : ""].filter(Boolean).join(", ");
  console.log(
    `\nCountersign ${version}${kind ? ` (${kind})` : ""}: the evidence office for AI agents\n`,
  );
}

/** One line about one part of a start. */
export function say(part, text) {
  console.log(`  ${part.padEnd(LABEL_WIDTH)}${text}`);
}

/** The keys of a ledger that was just begun; nothing where it had been before. */
export function sayKeys(keys) {
  if (keys === null) return;
  say("ledger", "begun. Whoever checks it later needs these keys from you, not from it:");
  for (const { vkey } of keys) say("", vkey);
}

/** The last lines of a start: where to go, and how to become the first admin. */
export function sayServing({ address, demo, firstAdmin }) {
  console.log(`\n  Open ${address}\n`);
  if (demo)
    console.log("  The sign-in page offers the people of the demo. Everything in it is made up.\n");
  if (firstAdmin) {
    console.log("  There is no admin yet. This link makes you the first one. It works once,");
    console.log(`  until ${minuteOf(firstAdmin.expiresAt)}:\n\n  ${firstAdmin.link}\n`);
  }
  console.log("  Ctrl-C stops everything.\n");
}

// "2026-11-24T12:34:08.035Z" as "2026-11-24 12:34 UTC".
function minuteOf(instant) {
  return `${instant.slice(0, 16).replace("T", " ")} UTC`;
}
