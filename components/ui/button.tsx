import type { ComponentProps } from "react";
import { cn } from "./cn";
import { TextLink } from "./text-link";

type Look = {
  variant?: "primary" | "secondary" | "ghost" | "danger";
  size?: "md" | "sm" | "icon" | "icon-sm";
};

/** A button says the verb. One primary per page; `danger` for what cannot be taken back. */
export function Button({
  variant = "secondary",
  size = "md",
  className,
  type = "button",
  ...rest
}: ComponentProps<"button"> & Look) {
  return <button type={type} className={look(variant, size, className)} {...rest} />;
}

/** A link that looks like a button: it leads to where the act happens. */
export function ButtonLink({
  variant = "secondary",
  size = "md",
  className,
  ...rest
}: ComponentProps<typeof TextLink> & Look) {
  return <TextLink plain className={look(variant, size, className)} {...rest} />;
}

function look(variant: string, size: string, className: string | undefined): string {
  return cn("button", `button-${size}`, `button-${variant}`, className);
}
