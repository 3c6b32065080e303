"use client";

import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import * as Radix from "radix-ui/dialog";
import type { ReactNode } from "react";
import { TextLink } from "./text-link";

export type DrawerProps = {
  title: string;
  description?: ReactNode;
  closeHref: string;
  /** Actions, always in sight at the bottom. */
  footer?: ReactNode;
  children: ReactNode;
};

/** The drawer itself. Radix holds the focus; Escape and the scrim go where the drawer closes. */
export function DrawerLayer({ title, description, closeHref, footer, children }: DrawerProps) {
  const router = useRouter();
  return (
    <Radix.Root open onOpenChange={(open) => !open && router.push(closeHref, { scroll: false })}>
      {/* No portal: the server renders the drawer where it stands, so a link shows it at once. */}
      <div data-slot="scrim" className="scrim" />
      <Radix.Content
        onOpenAutoFocus={stayOnDrawer}
        {...(description ? {} : { "aria-describedby": undefined })}
        className="layer fixed right-0 bottom-0 z-50 flex outline-none max-h-[85dvh] w-full flex-col rounded-t-sm border-x-0 border-b-0 sm:top-0 sm:max-h-none sm:w-[34rem] sm:max-w-[92vw] sm:rounded-none sm:border-t-0 sm:border-l"
      >
        <header className="flex items-start gap-4 border-b px-5 py-3">
          <div className="min-w-0 flex-1">
            <Radix.Title className="text-lg font-semibold wrap-anywhere">{title}</Radix.Title>
            {description ? (
              <Radix.Description asChild>
                <div className="mt-0.5 text-sm text-ink-2">{description}</div>
              </Radix.Description>
            ) : null}
          </div>
          <TextLink
            href={closeHref}
            scroll={false}
            plain
            aria-label="Close"
            className="inline-flex size-6 items-center justify-center rounded-sm text-ink-2 hover:bg-paper-2 hover:text-ink pointer-coarse:size-11"
          >
            <X aria-hidden className="icon" />
          </TextLink>
        </header>
        <div className="flex-1 overflow-y-auto px-5 py-4">{children}</div>
        {footer ? (
          <footer className="flex flex-wrap gap-2 border-t px-5 py-3">{footer}</footer>
        ) : null}
      </Radix.Content>
    </Radix.Root>
  );
}

// Else the focus would start on the first button, which is often the act at the bottom.
function stayOnDrawer(event: Event): void {
  event.preventDefault();
  if (event.target instanceof HTMLElement) event.target.focus();
}
