import type {
  NavigationGroup,
  NavigationItem,
  PaletteAction,
} from "@/components/layout/navigation";
import { type Actor, can } from "@/lib/auth/actor";
import type { Permission } from "@/lib/auth/permissions";

type Entry = NavigationItem & { permission: Permission };

const GROUPS: readonly { group: string; items: readonly Entry[] }[] = [
  {
    group: "",
    items: [
      { href: "/", label: "Overview", icon: "list", key: "o", permission: "overview:read" },
      { href: "/inbox", label: "Inbox", icon: "inbox", key: "i", permission: "request:read" },
    ],
  },
  {
    group: "Know",
    items: [
      { href: "/agents", label: "Agents", icon: "bot", key: "a", permission: "agent:read" },
      { href: "/servers", label: "Servers", icon: "server", key: "v", permission: "server:read" },
      { href: "/keys", label: "Keys", icon: "key", key: "k", permission: "key:read" },
    ],
  },
  {
    group: "Control",
    items: [
      {
        href: "/access-matrix",
        label: "Access matrix",
        icon: "matrix",
        key: "m",
        permission: "matrix:read",
      },
      {
        href: "/access-reviews",
        label: "Access reviews",
        icon: "review",
        key: "r",
        permission: "review:read",
      },
    ],
  },
  {
    group: "Watch",
    items: [
      { href: "/activity", label: "Activity", icon: "activity", key: "y", permission: "call:read" },
      { href: "/findings", label: "Findings", icon: "flag", key: "f", permission: "finding:read" },
      {
        href: "/change-log",
        label: "Change log",
        icon: "history",
        key: "c",
        permission: "change:read",
      },
    ],
  },
  {
    group: "Prove",
    items: [
      { href: "/ledger", label: "Ledger", icon: "ledger", key: "l", permission: "ledger:status" },
      { href: "/exports", label: "Exports", icon: "download", key: "e", permission: "export:read" },
    ],
  },
  {
    group: "Settings",
    items: [
      {
        href: "/settings/people",
        label: "People",
        icon: "people",
        key: "p",
        permission: "person:read",
      },
      { href: "/settings/roles", label: "Roles", icon: "shield", permission: "person:read" },
      { href: "/settings/policies", label: "Policies", icon: "scale", permission: "policy:read" },
      {
        href: "/settings/redaction",
        label: "Redaction",
        icon: "shield",
        permission: "redaction:read",
      },
      {
        href: "/settings/sources",
        label: "Sources",
        icon: "source",
        key: "s",
        permission: "source:read",
      },
      { href: "/settings/tokens", label: "Tokens", icon: "ticket", permission: "token:manage" },
      {
        href: "/settings/ledger",
        label: "Keys and verifier",
        icon: "key",
        permission: "ledger:status",
      },
      {
        href: "/settings/notifications",
        label: "Notifications",
        icon: "bell",
        key: "n",
        permission: "notification:read",
      },
    ],
  },
];

const ACTIONS: readonly (PaletteAction & { permission: Permission })[] = [
  {
    href: "/agents/new",
    label: "Register an agent",
    icon: "plus",
    permission: "agent:register",
  },
  {
    href: "/agents/import",
    label: "Import agents.yaml",
    icon: "upload",
    permission: "agent:import",
  },
  {
    href: "/servers/new",
    label: "Register a server",
    icon: "plus",
    permission: "server:register",
  },
  { href: "/keys/new", label: "Register a key", icon: "key", permission: "key:register" },
  {
    href: "/access-matrix/request",
    label: "Ask for access",
    icon: "matrix",
    permission: "grant:request",
  },
  {
    href: "/access-matrix/emergencies/new",
    label: "Take emergency access",
    icon: "alert",
    permission: "emergency:take",
  },
  {
    href: "/ledger/entries",
    label: "Find a ledger entry",
    icon: "ledger",
    permission: "ledger:read",
  },
  {
    href: "/ledger/bundles",
    label: "Ask for a bundle of the ledger",
    icon: "download",
    permission: "ledger:export",
  },
  { href: "/profile", label: "Profile", icon: "profile", permission: "profile:manage" },
];

/** What waits for the person, by the entry it stands beside. */
export type Waiting = Readonly<Record<string, number>>;

/** The side as the actor's roles open it, with what waits for them beside inbox and findings. */
export function navigationFor(actor: Actor, waiting: Waiting): NavigationGroup[] {
  return GROUPS.map(({ group, items }) => ({
    group,
    items: items
      .filter(({ permission }) => can(actor, permission))
      .map(({ permission: _, ...item }) => {
        const count = waiting[item.href];
        return count === undefined ? item : { ...item, count };
      }),
  })).filter(({ items }) => items.length > 0);
}

/** What the palette offers before anything is typed. */
export function actionsFor(actor: Actor): PaletteAction[] {
  return ACTIONS.filter(({ permission }) => can(actor, permission)).map(
    ({ permission: _, ...action }) => action,
  );
}
