"use client";

import * as Radix from "radix-ui/tooltip";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { LAYER } from "./layer";

/** A remark on hover and on focus. Nothing that is only here may be needed to act. */
export function Tooltip({ content, children }: { content: ReactNode; children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={300}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            sideOffset={4}
            collisionPadding={8}
            className={cn(LAYER, "z-50 max-w-72 rounded-sm px-2 py-1 text-sm")}
          >
            {content}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
