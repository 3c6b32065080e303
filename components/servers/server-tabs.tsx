import { Tabs } from "@/components/ui/tabs";

const PAGES = [
  { href: "/servers", label: "Servers" },
  { href: "/servers/candidates", label: "Not registered" },
  { href: "/servers/scope", label: "Scope document" },
] as const;

/** The pages of the register of servers. */
export function ServerTabs({ current }: { current: (typeof PAGES)[number]["href"] }) {
  return (
    <div className="mb-5">
      <Tabs label="Pages of servers" tabs={PAGES} current={current} />
    </div>
  );
}
