import { Tabs } from "@/components/ui/tabs";

const TABS = [
  { href: "/keys", label: "Register" },
  { href: "/keys/rotations", label: "Rotations" },
  { href: "/keys/ageing", label: "Key-days" },
] as const;

/** The pages of the keys. */
export function KeyTabs({ current }: { current: (typeof TABS)[number]["href"] }) {
  return (
    <div className="mb-4">
      <Tabs label="Keys" tabs={TABS} current={current} />
    </div>
  );
}
