import { ENVIRONMENTS } from "@/lib/core/environments";
import { nameKey, type ServerPlace } from "@/lib/core/server-places";
import { ADDRESS_MAX, CALLED_MAX, NAMES_MAX, PLACES_MAX, REGION_MAX } from "./limits";

export type ReadPlaces = { places: ServerPlace[] } | { says: string };

/**
 * Places as a form types them, one a line: `environment | region | names, by comma | address`. Region, names and address may
 * be empty. The first line that says something else is answered with what to do about it.
 */
export function readPlaces(text: string): ReadPlaces {
  const lines = text.split("\n").map((line) => line.trim());
  const places: ServerPlace[] = [];
  for (const [index, line] of lines.entries()) {
    if (line === "") continue;
    const read = readPlace(line);
    if (typeof read === "string") return { says: `Line ${index + 1}: ${read}` };
    places.push(read);
  }
  if (places.length > PLACES_MAX) return { says: `Give at most ${PLACES_MAX} places.` };
  const twice = repeated(places);
  return twice === null ? { places } : { says: `Write ${twice} once.` };
}

/** The same text from what is stored: the inverse of `readPlaces`. */
export function placesText(places: readonly ServerPlace[]): string {
  return places
    .map(({ environment, region, names, address }) =>
      [environment, region, names.join(", "), address].join(" | ").replace(/(?: \| )+$/, ""),
    )
    .join("\n");
}

function readPlace(line: string): ServerPlace | string {
  const parts = line.split("|").map((part) => part.trim());
  const [said = "", region = "", called = "", address = "", ...more] = parts;
  const environment = ENVIRONMENTS.find((known) => known === said.toLowerCase());
  if (!environment) return `begin with one of ${ENVIRONMENTS.join(", ")}.`;
  if (more.length > 0) return "write environment | region | names, by comma | address.";
  if (region.length > REGION_MAX) return `shorten the region to ${REGION_MAX} characters.`;
  if (address.length > ADDRESS_MAX) return `shorten the address to ${ADDRESS_MAX} characters.`;
  const names = namesIn(called);
  if (names.length > NAMES_MAX) return `give at most ${NAMES_MAX} names.`;
  if (names.some((name) => name.length > CALLED_MAX)) {
    return `shorten each name to ${CALLED_MAX} characters.`;
  }
  return { environment, region, address, names };
}

// Written twice in other letters it is one name, because that is how it is recognised.
function namesIn(called: string): string[] {
  const names = new Map<string, string>();
  for (const name of called.split(",").map((part) => part.trim())) {
    if (name !== "" && !names.has(nameKey(name))) names.set(nameKey(name), name);
  }
  return [...names.values()];
}

function repeated(places: readonly ServerPlace[]): string | null {
  const seen = new Set<string>();
  for (const { environment, region } of places) {
    const key = `${environment} ${region.toLowerCase()}`;
    if (seen.has(key)) return region === "" ? environment : `${environment} in ${region}`;
    seen.add(key);
  }
  return null;
}
