"use client";

import { Check, Copy, Link2 } from "lucide-react";
import { useState } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { toast } from "./toast-store";

const GLYPHS = { copy: Copy, link: Link2 } as const;
const SAID_MS = 2_000;

/** Copies text. With children it is a button with words, without them an icon. */
export function CopyButton({
  value,
  label,
  icon = "copy",
  children,
  className,
}: {
  /** The text, or where to read it once it is wanted. */
  value: string | (() => string);
  /** What is copied: "Copy hash". */
  label: string;
  icon?: "copy" | "link";
  children?: string;
  className?: string;
}) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof value === "string" ? value : value());
      setCopied(true);
      setTimeout(() => setCopied(false), SAID_MS);
    } catch {
      toast("This browser does not let the page copy. Select the text and copy it by hand.");
    }
  };
  const Glyph = copied ? Check : GLYPHS[icon];
  return (
    <Button
      variant={children ? "secondary" : "ghost"}
      size={children ? "md" : "icon-sm"}
      aria-label={copied ? "Copied" : label}
      title={label}
      onClick={copy}
      className={cn(copied && "text-seal", className)}
    >
      <Glyph aria-hidden className={cn("icon", !children && "icon-sm")} />
      {children ? <span>{copied ? "Copied" : children}</span> : null}
    </Button>
  );
}
