"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useEffect, useRef, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { TextLink } from "@/components/ui/text-link";
import { type Filter, FilterChip, SearchBox } from "./filter-chips";
import { SavedViews } from "./saved-views";
import { useListAddress } from "./use-list-address";

const PAUSE_MS = 300;

/**
 * Search and filters of a list, as chips that read like a sentence. Everything is in the address: the bar is a
 * plain form that asks for the page again, and with script it does so while one types.
 */
export function FilterBar({
  search,
  filters = [],
  more = [],
  children,
}: {
  search?: { label?: string; placeholder?: string };
  filters?: readonly Filter[];
  /** Filters that few ask for: out of the way until one of them is set, or somebody opens them. */
  more?: readonly Filter[];
  /** Further links or buttons at the end of the bar, such as exports. */
  children?: ReactNode;
}) {
  const address = useListAddress();
  const router = useRouter();
  const [waiting, startTransition] = useTransition();
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const names = [...(search ? ["q"] : []), ...[...filters, ...more].map(({ name }) => name)];
  const go = () => {
    clearTimeout(timer.current);
    if (!form.current) return;
    const data = new FormData(form.current);
    const change = Object.fromEntries(names.map((name) => [name, textsOf(data, name)]));
    startTransition(() => router.replace(address.href(change), { scroll: false }));
  };
  const soon = (event: FormEvent) => {
    clearTimeout(timer.current);
    const typed = event.target instanceof HTMLInputElement;
    timer.current = setTimeout(go, typed ? PAUSE_MS : 0);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    go();
  };
  // What stays the same when a filter changes, for the form without script.
  const kept = [...address.params].filter(([name]) =>
    ["sort", "dir", "size", "cols", "view"].includes(name),
  );
  return (
    <search className="mb-3 flex flex-wrap items-center gap-2 print:hidden">
      <form
        ref={form}
        method="get"
        action={address.pathname}
        aria-busy={waiting}
        onChange={soon}
        onSubmit={submit}
        className="contents"
      >
        {kept.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {search ? <SearchBox {...search} value={address.params.get("q") ?? ""} /> : null}
        {filters.map((filter) => (
          <FilterChip
            key={filter.name}
            filter={filter}
            value={address.params.get(filter.name) ?? ""}
          />
        ))}
        {more.length === 0 ? null : (
          <details open={more.some(({ name }) => address.params.get(name))}>
            <summary className="px-1 py-1 text-sm text-ink-2">More filters</summary>
            <div className="mt-2 flex flex-wrap items-center gap-2">
              {more.map((filter) => (
                <FilterChip
                  key={filter.name}
                  filter={filter}
                  value={address.params.get(filter.name) ?? ""}
                />
              ))}
            </div>
          </details>
        )}
        <Button type="submit" size="sm" className="hidden noscript:inline-flex">
          Filter
        </Button>
      </form>
      {address.filtered ? (
        <TextLink href={address.cleared} scroll={false} className="px-1 text-sm">
          Clear
        </TextLink>
      ) : null}
      <ViewActs address={address} />
      {children}
    </search>
  );
}

function ViewActs({ address }: { address: ReturnType<typeof useListAddress> }) {
  return (
    <span className="ml-auto flex items-center noscript:hidden">
      <SavedViews address={address} />
      <CopyLink />
    </span>
  );
}

// The host is known only in the browser, so the link is read when it is copied.
function CopyLink() {
  return (
    <CopyButton value={() => window.location.href} label="Copy link to this view" icon="link" />
  );
}

function textsOf(data: FormData, name: string): string[] {
  return data.getAll(name).filter((value) => typeof value === "string");
}
