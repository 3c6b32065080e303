import Link from "next/link";
import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A link inside the house. Nothing is fetched before it is followed: every page reads the session. */
export function TextLink({
  className,
  plain = false,
  ...rest
}: ComponentProps<typeof Link> & { plain?: boolean }) {
  return <Link prefetch={false} className={cn(!plain && "link", className)} {...rest} />;
}
