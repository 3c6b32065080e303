// gateway-logs §4, row 43: where a server stands, by what is configured of the source.
import type { ActivitySource } from "../pipeline";
import type { SourcePlace } from "./source-schema";

type Place = ReturnType<ActivitySource["placeOf"]>;

/** By the first line whose server fits, `*` standing for any text; what that leaves open is that of the source. */
export function placeOfServer(
  source: Place,
  places: readonly SourcePlace[],
): ActivitySource["placeOf"] {
  const known = places.map((place) => ({ place, fits: fitting(place.server) }));
  const own: Place = { environment: source.environment, region: source.region };
  return (server) => {
    const found = server === null ? undefined : known.find(({ fits }) => fits(server))?.place;
    return {
      environment: found?.environment ?? own.environment,
      region: found?.region ?? own.region,
    };
  };
}

// By hand: an expression made of what somebody typed could take long over a long name.
function fitting(pattern: string): (server: string) => boolean {
  const [first = "", ...rest] = pattern.toLowerCase().split("*");
  const last = rest.pop();
  return (server) => {
    const name = server.toLowerCase();
    if (last === undefined) return name === first;
    if (!name.startsWith(first) || !name.endsWith(last)) return false;
    let at = first.length;
    for (const part of rest) {
      const found = name.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at <= name.length - last.length;
  };
}
