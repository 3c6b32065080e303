import "server-only";
import { currentActor } from "@/lib/auth/current-actor";
import { defineRoute } from "./define-route";

/** What a door that saves is told: that of a machine's route, without who asks. */
type SaveSpec<Body, Reply> = Omit<
  Parameters<typeof defineRoute<Body, Reply>>[0],
  "authenticate" | "decode"
>;

/**
 * The doorway for what a page saves by script while somebody works: JSON of whoever is signed in, answered with JSON. A form would
 * draw the page anew for each. What another site's page sends, the proxy has refused.
 */
export function defineSave<Body, Reply>(spec: SaveSpec<Body, Reply>) {
  return defineRoute<Body, Reply>({ ...spec, authenticate: () => currentActor() });
}
