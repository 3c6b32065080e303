"use client";

import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useId, useRef } from "react";
import { TextLink } from "./text-link";
import { useModal } from "./use-modal";

export type DrawerProps = {
  title: string;
  description?: ReactNode;
  closeHref: string;
  /** Actions, always in sight at the bottom. */
  footer?: ReactNode;
  children: ReactNode;
};

/** The drawer itself. It holds the focus; Escape and the scrim go where the drawer closes. */
export function DrawerLayer({ title, description, closeHref, footer, children }: DrawerProps) {
  const router = useRouter();
  const id = useId();
  const layer = useRef<HTMLDivElement>(null);
  const close = () => router.push(closeHref, { scroll: false });
  useModal(layer, close);
  return (
    <>
      {/* No portal: the server renders the drawer where it stands, so a link shows it at once. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: Escape and the button close it as well */}
      <div data-slot="scrim" className="scrim" onClick={close} />
      <div
        ref={layer}
        role="dialog"
        aria-modal="true"
        aria-labelledby={`${id}-title`}
        {...(description ? { "aria-describedby": `${id}-description` } : {})}
        tabIndex={-1}
        className="layer fixed right-0 bottom-0 z-50 flex outline-none max-h-[85dvh] w-full flex-col rounded-t-sm border-x-0 border-b-0 sm:top-0 sm:max-h-none sm:w-[34rem] sm:max-w-[92vw] sm:rounded-none sm:border-t-0 sm:border-l print:static print:mt-6 print:max-h-none print:w-auto print:max-w-none print:border-0 print:shadow-none"
      >
        <header className="flex items-start gap-4 border-b px-5 py-3 print:px-0">
          <div className="min-w-0 flex-1">
            <h2 id={`${id}-title`} className="text-lg font-semibold wrap-anywhere">
              {title}
            </h2>
            {description ? (
              <div id={`${id}-description`} className="mt-0.5 text-sm text-ink-2">
                {description}
              </div>
            ) : null}
          </div>
          <TextLink
            href={closeHref}
            scroll={false}
            plain
            aria-label="Close"
            className="inline-flex size-6 items-center justify-center rounded-sm text-ink-2 hover:bg-paper-2 hover:text-ink pointer-coarse:size-11 print:hidden"
          >
            <X aria-hidden className="icon" />
          </TextLink>
        </header>
        <div className="flex-1 overflow-y-auto overscroll-contain px-5 py-4 print:overflow-visible print:px-0">
          {children}
        </div>
        {footer ? (
          <footer className="flex flex-wrap gap-2 border-t px-5 py-3 print:hidden">{footer}</footer>
        ) : null}
      </div>
    </>
  );
}
