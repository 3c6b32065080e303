"use client";

import { TextLink } from "@/components/ui/text-link";
import type { ListChange } from "./list-link";
import { useListAddress } from "./use-list-address";

const SIZES = [50, 100, 200] as const;

/** Which rows show, of how many, and the way to the others. */
export function Pagination({
  total,
  page,
  pageSize,
  shown,
}: {
  total: number;
  page: number;
  pageSize: number;
  shown: number;
}) {
  const { href } = useListAddress();
  const first = (page - 1) * pageSize + 1;
  const last = Math.max(1, Math.ceil(total / pageSize));
  return (
    <>
      <p className="tabular-nums" data-slot="count">
        {number(first)}–{number(first + shown - 1)} of {number(total)}
      </p>
      {last > 1 ? (
        <nav aria-label="Pages" className="flex items-center gap-3 print:hidden">
          <Step label="Previous" to={page - 1} possible={page > 1} href={href} />
          <span className="tabular-nums">
            Page {number(page)} of {number(last)}
          </span>
          <Step label="Next" to={page + 1} possible={page < last} href={href} />
        </nav>
      ) : null}
      {total > SIZES[0] ? (
        <nav aria-label="Rows per page" className="flex items-center gap-2 print:hidden">
          <span>Rows</span>
          {SIZES.map((size) => (
            <TextLink
              key={size}
              plain={size === pageSize}
              href={href({ size: String(size) })}
              scroll={false}
              {...(size === pageSize ? { "aria-current": "true" as const } : {})}
              className={size === pageSize ? "font-medium text-ink" : "text-ink-2"}
            >
              {size}
            </TextLink>
          ))}
        </nav>
      ) : null}
    </>
  );
}

function Step({
  label,
  to,
  possible,
  href,
}: {
  label: string;
  to: number;
  possible: boolean;
  href: (change: ListChange) => string;
}) {
  if (!possible) return <span className="text-ink-3">{label}</span>;
  return (
    <TextLink href={href({ page: to === 1 ? null : String(to) })} scroll={false}>
      {label}
    </TextLink>
  );
}

function number(value: number): string {
  return value.toLocaleString("en");
}
