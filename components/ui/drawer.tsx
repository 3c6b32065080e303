"use client";

import { lazy } from "react";
import type { DrawerProps } from "./drawer-layer";

const DrawerLayer = lazy(() =>
  import("./drawer-layer").then((module) => ({ default: module.DrawerLayer })),
);

/**
 * What is behind one row: from the right on a desk, from below on a phone. It is open because the address
 * says so; closing is going to `closeHref`. Its script is fetched only where one is open.
 */
export function Drawer(props: DrawerProps) {
  // No Suspense around it: the server must have it drawn before the page is sent, for readers without script.
  return <DrawerLayer {...props} />;
}
