import { Icon } from "@/components/ui/icon";
import type { PermissionRow, RoleView } from "@/lib/auth/view";

/** Every right a role can carry, in words: the table that the doors themselves read. */
export function PermissionTable({
  rows,
  roles,
}: {
  rows: readonly PermissionRow[];
  roles: readonly RoleView[];
}) {
  return (
    <section
      aria-label="Rights of each role"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
      tabIndex={0}
      className="relative overflow-x-auto border-y print:overflow-visible"
    >
      <table className="w-full">
        <caption className="sr-only">Rights of each role</caption>
        <thead>
          <tr className="border-b text-left text-sm text-ink-2">
            <th scope="col" className="py-1.5 pr-4 font-medium">
              May
            </th>
            {roles.map(({ role, label }) => (
              <th key={role} scope="col" className="px-3 py-1.5 text-center font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, permission, holders }) => (
            <tr key={id} className="border-b last:border-b-0 hover:bg-paper-2">
              <th scope="row" className="py-1.5 pr-4 text-left font-normal">
                {permission} <code className="ml-1 font-mono text-xs text-ink-3">{id}</code>
              </th>
              {roles.map(({ role, label }) => (
                <td key={role} className="px-3 py-1.5 text-center">
                  {holders[role] ? (
                    <Icon name="check" label={`${label}: yes`} className="mx-auto" />
                  ) : (
                    <span className="text-ink-3">
                      <span aria-hidden>–</span>
                      <span className="sr-only">{label}: no</span>
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
