import { Tabs } from "@/components/ui/tabs";

const PAGES = [
  { href: "/findings", label: "Findings" },
  { href: "/findings/detectors", label: "Detectors" },
];

/** The pages of findings. */
export function FindingTabs({ current }: { current: string }) {
  return (
    <div className="mb-5">
      <Tabs label="Pages of findings" tabs={PAGES} current={current} />
    </div>
  );
}
