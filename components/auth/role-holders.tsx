import { PersonName } from "@/components/ui/person-name";
import { TextLink } from "@/components/ui/text-link";
import type { RoleHolders } from "@/lib/auth/view";

/** Each role, what it is for, and who holds it. */
export function RoleHolderList({ roles }: { roles: readonly RoleHolders[] }) {
  return (
    <dl className="border-t">
      {roles.map(({ role, label, meaning, holders }) => (
        <div
          key={role}
          className="grid gap-x-6 gap-y-1 border-b py-2 md:grid-cols-[minmax(0,22rem)_minmax(0,1fr)]"
        >
          <dt>
            <span className="font-medium">
              {label} <span className="font-normal text-ink-3 tabular-nums">{holders.length}</span>
            </span>
            <span className="block text-sm text-ink-2">{meaning}</span>
          </dt>
          <dd>
            {holders.length === 0 ? (
              <span className="text-ink-3">Nobody holds this role.</span>
            ) : (
              <ul className="flex flex-wrap gap-x-4 gap-y-0.5">
                {holders.map(({ id, name, title }) => (
                  <li key={id} className="leading-6">
                    <TextLink href={`/settings/people/${id}`}>
                      <PersonName name={name} title={title} />
                    </TextLink>
                  </li>
                ))}
              </ul>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
