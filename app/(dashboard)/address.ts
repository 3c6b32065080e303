import type { SearchParams } from "@/lib/server/list-params";

/** The address of a list without its path, for links that keep the rest of it. */
export function addressOf(searchParams: SearchParams): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(searchParams)) {
    for (const one of [value ?? []].flat()) params.append(name, one);
  }
  return params.toString();
}
