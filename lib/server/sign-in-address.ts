import "server-only";
import { headers } from "next/headers";
import { ASKED_HEADER } from "./asked-header";

/** The sign-in page, which leads back to the page that was asked for. */
export async function signInAddress(): Promise<string> {
  const asked = (await headers()).get(ASKED_HEADER) ?? "/";
  return asked === "/" ? "/sign-in" : `/sign-in?from=${encodeURIComponent(asked)}`;
}
