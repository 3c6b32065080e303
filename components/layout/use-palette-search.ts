"use client";

import { useEffect, useState } from "react";

/** One thing found: where it is, what it is called, what kind of thing, and what tells it apart. */
export type Found = { href: string; title: string; kind: string; detail: string };
export type Search = { state: "idle" | "searching" | "done" | "failed"; found: readonly Found[] };

const PAUSE_MS = 150;
const IDLE: Search = { state: "idle", found: [] };

/** Asks the server while one types; an answer to an older question is never shown. */
export function usePaletteSearch(query: string): Search {
  const [search, setSearch] = useState<Search & { query: string }>({ ...IDLE, query: "" });
  useEffect(() => {
    if (query === "") return;
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const found = await ask(query, controller.signal);
        setSearch({ state: "done", found, query });
      } catch {
        if (!controller.signal.aborted) setSearch({ state: "failed", found: [], query });
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [query]);
  if (query === "") return IDLE;
  return search.query === query ? search : { state: "searching", found: search.found };
}

async function ask(query: string, signal: AbortSignal): Promise<Found[]> {
  const reply = await fetch(`/api/search?q=${encodeURIComponent(query)}`, { signal });
  if (!reply.ok) throw new Error(`search answered ${reply.status}`);
  const body: unknown = await reply.json();
  if (typeof body !== "object" || body === null || !("results" in body)) return [];
  return Array.isArray(body.results) ? body.results.filter(isFound) : [];
}

function isFound(value: unknown): value is Found {
  if (typeof value !== "object" || value === null) return false;
  const parts = new Map<string, unknown>(Object.entries(value));
  const href = parts.get("href");
  // Only places inside the house: an answer must not lead anywhere else.
  if (typeof href !== "string" || !/^\/(?!\/)/.test(href)) return false;
  return ["title", "kind", "detail"].every((name) => typeof parts.get(name) === "string");
}
