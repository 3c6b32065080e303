"use client";

import { Columns3 } from "lucide-react";
import { useRouter } from "next/navigation";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import type { MenuItem } from "@/components/ui/menu-item";
import { type ColumnChoice, visibilityOf } from "./column-visibility";
import { useListAddress } from "./use-list-address";

/** Shows and hides columns; the choice goes into the address, so that a view is a link. */
export function ColumnPicker({ choices }: { choices: readonly ColumnChoice[] }) {
  const router = useRouter();
  const address = useListAddress();
  const visible = visibilityOf(choices, address.params.get("cols"));
  const turn = (id: string, on: boolean) => {
    const chosen = choices
      .filter((choice) => (choice.id === id ? on : visible[choice.id]))
      .map((choice) => choice.id);
    router.replace(address.href({ cols: chosen.join(",") }), { scroll: false });
  };
  const items = (): MenuItem[] => [
    { kind: "heading", label: "Columns" },
    ...choices.map(({ id, title, fixed }) => ({
      kind: "check" as const,
      label: title,
      checked: visible[id] === true,
      disabled: fixed,
      onChange: (on: boolean) => turn(id, on),
    })),
  ];
  return (
    <DropdownMenu variant="ghost" size="sm" items={items}>
      <Columns3 aria-hidden className="icon icon-sm" />
      Columns
    </DropdownMenu>
  );
}
