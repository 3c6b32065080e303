"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import type { MenuItem } from "@/components/ui/menu-item";
import { toast } from "@/components/ui/toast-store";
import { useListAddress } from "./use-list-address";

const FORMATS = {
  csv: "CSV with its provenance (ZIP)",
  jsonl: "JSON Lines with their provenance (ZIP)",
  xlsx: "Excel workbook",
  pdf: "PDF",
} as const;
type Format = keyof typeof FORMATS;

/** Takes out exactly what the list shows, all pages of it. A refusal is said on the page, which stays. */
export function ExportMenu({
  href,
  formats = ["csv", "xlsx", "pdf"],
}: {
  href: string;
  formats?: readonly Format[];
}) {
  const { params } = useListAddress();
  const [pending, setPending] = useState(false);
  const take = async (format: string) => {
    setPending(true);
    try {
      toast(
        await takeOut(
          `${href}${href.includes("?") ? "&" : "?"}${new URLSearchParams([...params, ["format", format]])}`,
        ),
      );
    } finally {
      setPending(false);
    }
  };
  const items = (): MenuItem[] => [
    { kind: "heading", label: "The rows of this view, all pages" },
    ...formats.map((format) => ({
      kind: "act" as const,
      label: FORMATS[format],
      onSelect: () => void take(format),
    })),
  ];
  return (
    <DropdownMenu items={items} disabled={pending}>
      <Download aria-hidden className="icon" />
      {pending ? "Preparing the file" : "Export"}
    </DropdownMenu>
  );
}

// Answers what to tell the person: the file that came, or why none did.
async function takeOut(address: string): Promise<string> {
  const response = await fetch(address).catch(() => null);
  if (!response) return "No file: the server could not be reached. Try again.";
  if (!response.ok) return `No file: ${await refusal(response)}`;
  const name = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1];
  save(await response.blob(), name ?? "export");
  return `${name} is downloaded. The export is recorded.`;
}

async function refusal(response: Response): Promise<string> {
  const reply: { error?: { message?: string } } = await response.json().catch(() => ({}));
  return reply.error?.message ?? "the server failed. Nothing was exported. Try again.";
}

function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
