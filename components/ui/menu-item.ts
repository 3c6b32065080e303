/** One line of a menu: it leads somewhere, does something, is on or off, or stands between. */
export type MenuItem =
  | { kind: "link"; label: string; href: string; download?: boolean; checked?: boolean }
  | { kind: "act"; label: string; onSelect: () => void }
  | {
      kind: "check";
      label: string;
      checked: boolean;
      disabled?: boolean;
      onChange: (checked: boolean) => void;
    }
  | { kind: "heading"; label: string }
  | { kind: "rule"; label: string };
