"use client";

import type { ReactNode } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/text-link";
import { useListAddress } from "./use-list-address";

/** Why no row shows: nothing yet, filtered away, or a page past the end. */
export function NoRows({
  total,
  empty,
}: {
  total: number;
  empty: { title: string; why: ReactNode; action?: ReactNode };
}) {
  const { filtered, cleared, href } = useListAddress();
  if (total > 0) {
    return (
      <EmptyState
        title="There is no such page"
        why={`The list has ${total.toLocaleString("en")} rows, all on earlier pages.`}
        action={<TextLink href={href({ page: null })}>Go to the first page</TextLink>}
      />
    );
  }
  if (!filtered) return <EmptyState {...empty} />;
  return (
    <EmptyState
      title="Nothing matches"
      why="The search or the filters leave no row to show."
      action={<TextLink href={cleared}>Clear search and filters</TextLink>}
    />
  );
}
