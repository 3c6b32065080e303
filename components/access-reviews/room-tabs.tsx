import { PageTabs } from "@/components/ui/page-tabs";
import type { Permission } from "@/lib/auth/permissions";

const PAGES: readonly { href: string; label: string; permission: Permission }[] = [
  { href: "/access-reviews", label: "Reviews", permission: "review:read" },
  { href: "/access-reviews/removals", label: "Removals", permission: "review:read" },
  { href: "/access-reviews/reviewers", label: "Reviewers", permission: "review:read" },
  { href: "/access-reviews/triggers", label: "Triggers", permission: "review:read-all" },
];

/** The pages of access reviews as a whole that the reader's rights open: `may={(right) => can(actor, right)}`. */
export function RoomTabs({
  current,
  may,
}: {
  current: string;
  may: (permission: Permission) => boolean;
}) {
  return <PageTabs label="Pages of access reviews" pages={PAGES} current={current} may={may} />;
}
