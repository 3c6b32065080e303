import { PageTabs } from "@/components/ui/page-tabs";
import type { Permission } from "@/lib/auth/permissions";

const PAGES: readonly { href: string; label: string; permission: Permission }[] = [
  { href: "/access-matrix", label: "Matrix", permission: "matrix:read" },
  { href: "/access-matrix/grants", label: "Grants", permission: "matrix:read" },
  { href: "/access-matrix/enforced", label: "Enforced", permission: "enforced-grants:read" },
  { href: "/access-matrix/deviations", label: "Deviations", permission: "matrix:read" },
  { href: "/access-matrix/least-privilege", label: "Least privilege", permission: "matrix:read" },
  { href: "/access-matrix/compare", label: "Compare", permission: "matrix:read" },
  { href: "/access-matrix/catalogue", label: "Catalogue", permission: "matrix:read" },
  { href: "/access-matrix/emergencies", label: "Emergencies", permission: "emergency:read" },
];

/** The pages of the access matrix that the reader's rights open: `may={(right) => can(actor, right)}`. */
export function AccessTabs({
  current,
  may,
}: {
  current: string;
  may: (permission: Permission) => boolean;
}) {
  return <PageTabs label="Pages of the access matrix" pages={PAGES} current={current} may={may} />;
}
