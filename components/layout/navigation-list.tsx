import { Icon } from "@/components/ui/icon";
import { NavLink } from "./nav-link";
import type { NavigationGroup } from "./navigation";

/** The groups of the side, in order. */
export function NavigationList({ navigation }: { navigation: readonly NavigationGroup[] }) {
  return (
    <nav aria-label="Main" className="space-y-4">
      {navigation.map(({ group, items }) => (
        <div key={group}>
          {group === "" ? null : (
            <p className="mb-0.5 px-2 text-xs font-medium text-ink-3 group-data-folded/side:invisible group-data-folded/side:mx-2 group-data-folded/side:mb-1.5 group-data-folded/side:h-0 group-data-folded/side:border-t group-data-folded/side:visible group-data-folded/side:overflow-hidden">
              {group}
            </p>
          )}
          <ul aria-label={group === "" ? "First" : group}>
            {items.map((item) => (
              <li key={item.href}>
                <NavLink
                  item={{ href: item.href, label: item.label, count: item.count ?? 0 }}
                  icon={<Icon name={item.icon} className="opacity-80" />}
                />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
