// What an operation may do at worst, as far as its server says. The MCP specification calls annotations hints that nobody may
// rely on: so they are a proposal, the name can only make it stricter, and a person confirms.

import { ACCESS_CLASSES, type AccessClass } from "@/lib/core/access-classes";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";

/** `access` null: nothing says. `why`: one sentence. `doubt`: why a person should look twice; empty if nothing. */
export type Proposal = {
  readonly access: AccessClass | null;
  readonly why: string;
  readonly doubt: string;
};

/** The class to propose for a tool. */
export function proposedAccess(name: string, definition: JsonObject): Proposal {
  const hinted = byAnnotations(definition);
  const named = byName(name);
  if (!hinted)
    return named ?? { access: null, why: "Neither annotations nor the name say.", doubt: "" };
  if (!named || rank(named.access) <= rank(hinted.access)) return { ...hinted, doubt: "" };
  return { ...named, doubt: `${hinted.why} Its name sounds like more than that.` };
}

type Said = { access: AccessClass; why: string; doubt: string };

function byAnnotations({ annotations }: JsonObject): Said | null {
  if (!isJsonObject(annotations)) return null;
  const { readOnlyHint, destructiveHint } = annotations;
  if (readOnlyHint === true) return said("read", "The server says readOnlyHint.");
  if (destructiveHint === true) return said("delete", "The server says destructiveHint.");
  if (destructiveHint === false) return said("write", "The server says that it destroys nothing.");
  if (readOnlyHint === false) return said("write", "The server says that it is not read-only.");
  return null;
}

function byName(name: string): Said | null {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  for (const access of STRICTEST_FIRST) {
    const word = words.find((each) => VERBS[access].includes(each));
    if (word) return said(access, `The word "${word}" in its name.`);
  }
  return null;
}

function said(access: AccessClass, why: string): Said {
  return { access, why, doubt: "" };
}

function rank(access: AccessClass | null): number {
  return access === null ? -1 : ACCESS_CLASSES.indexOf(access);
}

const STRICTEST_FIRST = [...ACCESS_CLASSES].reverse();

const VERBS: Record<AccessClass, readonly string[]> = {
  admin: [
    "grant",
    "admin",
    "permission",
    "permissions",
    "role",
    "roles",
    "configure",
    "impersonate",
  ],
  delete: ["delete", "remove", "drop", "purge", "destroy", "truncate", "wipe", "erase", "revoke"],
  write: [
    ...["create", "update", "set", "add", "insert", "write", "send", "post", "put", "edit", "move"],
    ...["comment", "merge", "approve", "submit", "upload", "propose", "request", "execute", "run"],
    ...["replan", "match", "publish", "close", "cancel", "assign", "pay", "book", "schedule"],
  ],
  read: [
    ...["get", "list", "search", "query", "read", "find", "fetch", "describe", "count", "show"],
    ...["lookup", "view", "check", "classify", "screen", "render", "preview", "summarise"],
  ],
};
