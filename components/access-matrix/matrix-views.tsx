import { listHref } from "@/components/data-table/list-link";
import { Tabs } from "@/components/ui/tabs";

/** The two ways to read the same cells. */
export function MatrixViews({ current, address }: { current: string; address: string }) {
  const to = (view: string | null) => listHref("/access-matrix", address, { view });
  const tabs = [
    { href: to(null), label: "Heat map" },
    { href: to("list"), label: "List" },
  ];
  return (
    <div className="mb-3">
      <Tabs
        label="Heat map or list"
        tabs={tabs}
        current={current === "list" ? to("list") : to(null)}
      />
    </div>
  );
}
