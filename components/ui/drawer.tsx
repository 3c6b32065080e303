"use client";

import { lazy, type ReactNode, Suspense } from "react";

const DrawerLayer = lazy(() =>
  import("./drawer-layer").then((module) => ({ default: module.DrawerLayer })),
);

export type DrawerProps = {
  title: string;
  description?: ReactNode;
  closeHref: string;
  /** Actions, always in sight at the bottom. */
  footer?: ReactNode;
  children: ReactNode;
};

/**
 * What is behind one row: from the right on a desk, from below on a phone. It is open because the address
 * says so; closing is going to `closeHref`. Its script is fetched only where one is open.
 */
export function Drawer(props: DrawerProps) {
  return (
    <Suspense>
      <DrawerLayer {...props} />
    </Suspense>
  );
}
