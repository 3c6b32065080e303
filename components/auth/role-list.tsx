import type { RoleView } from "@/lib/auth/view";

/** What roles are for and what they permit, in words. */
export function RoleList({ roles }: { roles: readonly RoleView[] }) {
  return (
    <ul className="divide-y border-y">
      {roles.map(({ role, label, meaning, permits }) => (
        <li key={role} className="py-2">
          <p>
            <span className="font-medium">{label}.</span> {meaning}
          </p>
          <details className="mt-1 text-sm text-ink-2">
            <summary className="cursor-pointer pointer-coarse:py-2">
              {permits.length} rights: what this role may do
            </summary>
            <ul className="mt-1 list-disc space-y-0.5 pl-5">
              {permits.map((permission) => (
                <li key={permission}>{permission}</li>
              ))}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  );
}
