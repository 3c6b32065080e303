import type { ReactNode } from "react";
import { TextLink } from "@/components/ui/text-link";
import type { Theme } from "@/components/ui/theme";
import { CommandPalette, PaletteButton } from "./command-palette";
import { DemoMark } from "./demo-mark";
import { KeyHelp } from "./key-help";
import { MenuSheet } from "./menu-sheet";
import type { NavigationGroup, PaletteAction } from "./navigation";
import { NavigationList } from "./navigation-list";
import { PrintHeader } from "./print-header";
import { Shortcuts } from "./shortcuts";
import { Sidebar } from "./sidebar";
import { ThemeSwitch } from "./theme-switch";

type ShellProps = {
  product: string;
  installation: { organisation: string; demo: boolean };
  person: { name: string; title: string; href: string };
  navigation: readonly NavigationGroup[];
  actions: readonly PaletteAction[];
  theme: Theme;
  folded: boolean;
  /** The form that ends the session. */
  signOut: ReactNode;
  children: ReactNode;
};

/** The frame of every page behind sign-in: side, palette, keys, print head. It decides nothing. */
export function AppShell({ installation, person, navigation, children, ...props }: ShellProps) {
  const items = navigation.flatMap((group) => group.items);
  const links = items.map(({ href, label, icon }) => ({ href, label, icon }));
  const brand = <Brand product={props.product} organisation={installation.organisation} />;
  const foot = <Foot person={person} theme={props.theme} signOut={props.signOut} />;
  return (
    <>
      <a
        href="#main"
        className="fixed top-2 left-2 z-[80] rounded-sm border border-rule-2 bg-paper px-3 py-1.5 not-focus:sr-only print:hidden"
      >
        Skip to the page
      </a>
      {installation.demo ? <DemoMark /> : null}
      <div
        className={`flex min-h-[calc(100dvh-var(--bar))] flex-col md:flex-row ${installation.demo ? "[--bar:1.75rem]" : "[--bar:0px]"}`}
      >
        <Sidebar folded={props.folded} brand={brand} foot={foot}>
          <div className="mb-3">
            <PaletteButton />
          </div>
          <NavigationList navigation={navigation} />
        </Sidebar>
        <header className="flex h-12 shrink-0 items-center gap-3 border-b bg-paper-2 px-2 md:hidden print:hidden">
          <MenuSheet>
            <div className="flex-1 p-2">
              <NavigationList navigation={navigation} />
            </div>
            <div className="border-t p-2">{foot}</div>
          </MenuSheet>
          <div className="min-w-0 flex-1">{brand}</div>
          <PaletteButton compact />
        </header>
        <main
          id="main"
          tabIndex={-1}
          className="min-w-0 flex-1 px-4 pt-5 pb-16 outline-none md:px-8 print:p-0"
        >
          <PrintHeader
            installation={installation.organisation}
            person={`${person.name}, ${person.title}`}
          />
          {children}
        </main>
      </div>
      <Shortcuts items={items} />
      <KeyHelp />
      <CommandPalette actions={[...props.actions, ...links]} />
    </>
  );
}

function Brand({ product, organisation }: { product: string; organisation: string }) {
  return (
    <TextLink plain href="/" className="block min-w-0 leading-tight">
      <span className="block font-semibold tracking-tight">{product}</span>
      <span className="block truncate text-xs text-ink-3">{organisation}</span>
    </TextLink>
  );
}

function Foot({
  person,
  theme,
  signOut,
}: {
  person: ShellProps["person"];
  theme: Theme;
  signOut: ReactNode;
}) {
  return (
    <div>
      <div className="mb-1 min-w-0 px-2 text-sm group-data-folded/side:sr-only">
        <TextLink plain href={person.href} className="block truncate font-medium hover:underline">
          {person.name}
        </TextLink>
        <span title={person.title} className="block truncate text-ink-3">
          {person.title}
        </span>
      </div>
      <div className="flex items-center justify-between px-1 group-data-folded/side:justify-center group-data-folded/side:px-0">
        <span className="group-data-folded/side:hidden">
          <ThemeSwitch theme={theme} />
        </span>
        {signOut}
      </div>
    </div>
  );
}
