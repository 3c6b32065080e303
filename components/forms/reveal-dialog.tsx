"use client";

import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import type { Done } from "@/lib/core/action-state";

/** Shows once what is never shown again. Only saying that it was copied closes it. */
export function RevealDialog({ done, onClose }: { done: Done; onClose: () => void }) {
  if (!done.reveal) return null;
  const { label, value } = done.reveal;
  return (
    <Dialog
      open
      dismissable={false}
      title={label}
      description="This is shown once and kept nowhere in this form. Copy it now to where it belongs."
    >
      <code className="block border-y bg-paper-2 px-3 py-2 font-mono text-sm break-all select-all">
        {value}
      </code>
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <CopyButton value={value} label={`Copy: ${label}`}>
          Copy
        </CopyButton>
        <Button variant="primary" onClick={onClose}>
          I have copied it
        </Button>
      </div>
    </Dialog>
  );
}
