import { PageTabs } from "@/components/ui/page-tabs";
import type { Permission } from "@/lib/auth/permissions";

const PAGES: readonly { href: string; label: string; permission: Permission }[] = [
  { href: "/activity", label: "Calls", permission: "call:read" },
  { href: "/activity/question", label: "Question", permission: "call:read" },
  { href: "/activity/candidates", label: "Shadow candidates", permission: "call:read-all" },
  { href: "/activity/gaps", label: "Gaps", permission: "source:read" },
  { href: "/activity/imports", label: "Imports", permission: "call:import" },
];

/** The pages of activity that the reader's rights open: `may={(right) => can(actor, right)}`. */
export function ActivityTabs({
  current,
  may,
}: {
  current: string;
  may: (permission: Permission) => boolean;
}) {
  return <PageTabs label="Pages of activity" pages={PAGES} current={current} may={may} />;
}
