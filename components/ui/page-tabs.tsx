import { Tabs } from "./tabs";

/** The pages of a room that the reader's rights open, as tabs. One page alone needs none. */
export function PageTabs<Right extends string>({
  label,
  pages,
  current,
  may,
}: {
  label: string;
  pages: readonly { href: string; label: string; permission: Right }[];
  current: string;
  may: (permission: Right) => boolean;
}) {
  const tabs = pages.filter(({ permission }) => may(permission));
  if (tabs.length < 2) return null;
  return (
    <div className="mb-5">
      <Tabs label={label} tabs={tabs} current={current} />
    </div>
  );
}
