"use client";

import type { RowData } from "@tanstack/react-table";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { DropdownMenu, MenuCheck, MenuHeading } from "@/components/ui/dropdown-menu";
import { Icon } from "@/components/ui/icon";
import { columnChoices, visibilityOf } from "./column-visibility";
import type { Columns } from "./columns";
import type { useListAddress } from "./use-list-address";

/** Shows and hides columns; the choice goes into the address, so that a view is a link. */
export function ColumnPicker<Row extends RowData>({
  columns,
  address,
}: {
  columns: Columns<Row>;
  address: ReturnType<typeof useListAddress>;
}) {
  const router = useRouter();
  const visible = visibilityOf(columns, address.params.get("cols"));
  const choices = columnChoices(columns);
  const turn = (id: string, on: boolean) => {
    const chosen = choices
      .filter((choice) => (choice.id === id ? on : visible[choice.id]))
      .map((choice) => choice.id);
    router.replace(address.href({ cols: chosen.join(",") }), { scroll: false });
  };
  return (
    <DropdownMenu
      trigger={
        <Button variant="ghost" size="sm" className="noscript:hidden">
          <Icon name="columns" className="size-3.5" />
          Columns
        </Button>
      }
    >
      <MenuHeading>Columns</MenuHeading>
      {choices.map(({ id, title, fixed }) => (
        <MenuCheck
          key={id}
          checked={visible[id] === true}
          disabled={fixed}
          onChange={(on) => turn(id, on)}
        >
          {title}
        </MenuCheck>
      ))}
    </DropdownMenu>
  );
}
