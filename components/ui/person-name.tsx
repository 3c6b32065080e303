/** A person: name and title, roles on hover. Never a picture. */
export function PersonName({
  name,
  title,
  roles,
  className,
}: {
  name: string;
  title?: string;
  roles?: readonly string[];
  className?: string;
}) {
  return (
    <span
      className={className}
      title={roles && roles.length > 0 ? `Roles: ${roles.join(", ")}` : undefined}
    >
      <span className="whitespace-nowrap">{name}</span>
      {title ? <span className="text-ink-3">, {title}</span> : null}
    </span>
  );
}
