"use client";

import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";

/** Saves what is signed, byte for byte, from the page itself: nothing is asked of the server. */
export function ManifestDownload({ manifest, fileName }: { manifest: string; fileName: string }) {
  return (
    <Button size="sm" onClick={() => save(manifest, fileName)}>
      <Download aria-hidden className="icon" />
      Download the manifest
    </Button>
  );
}

function save(text: string, fileName: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}
