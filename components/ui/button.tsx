import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { TextLink } from "./text-link";

const button = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-sm border font-medium whitespace-nowrap select-none disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55 print:hidden",
  {
    variants: {
      variant: {
        primary:
          "border-seal bg-seal text-paper not-disabled:hover:bg-[color-mix(in_srgb,var(--seal)_88%,var(--ink))]",
        secondary: "border-rule-2 bg-paper text-ink not-disabled:hover:bg-paper-2",
        ghost:
          "border-transparent bg-transparent text-ink-2 not-disabled:hover:bg-paper-2 not-disabled:hover:text-ink",
        danger:
          "border-fail bg-paper text-fail not-disabled:hover:bg-fail not-disabled:hover:text-paper",
      },
      size: {
        md: "h-8 px-3 text-base pointer-coarse:h-11 pointer-coarse:px-4",
        sm: "h-7 px-2 text-sm pointer-coarse:h-11 pointer-coarse:px-3",
        icon: "size-8 p-0 pointer-coarse:size-11",
        "icon-sm": "size-6 p-0 pointer-coarse:size-11",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

type Look = VariantProps<typeof button>;

/** A button says the verb. One primary per page; `danger` for what cannot be taken back. */
export function Button({
  variant,
  size,
  className,
  type = "button",
  ...rest
}: ComponentProps<"button"> & Look) {
  return (
    <button
      type={type}
      data-slot="button"
      className={cn(button({ variant, size }), className)}
      {...rest}
    />
  );
}

/** A link that looks like a button: it leads to where the act happens. */
export function ButtonLink({
  variant,
  size,
  className,
  ...rest
}: ComponentProps<typeof TextLink> & Look) {
  return (
    <TextLink
      data-slot="button"
      className={cn(button({ variant, size }), "no-underline", className)}
      plain
      {...rest}
    />
  );
}
