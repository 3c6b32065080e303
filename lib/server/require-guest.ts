import "server-only";
import { notFound, redirect } from "next/navigation";
import { connection } from "next/server";
import { type Actor, can, GUEST } from "@/lib/auth/actor";
import { currentSession } from "@/lib/auth/current-actor";
import type { Permission } from "@/lib/auth/permissions";
import { findInstallation, type Installation } from "@/lib/settings/installation";

/** First line of a page for who has not signed in. Whoever has is sent on to `signedIn`, if it is given. */
export async function requireGuest(permission: Permission, signedIn?: string): Promise<Actor> {
  await connection();
  if (!can(GUEST, permission)) notFound();
  if (signedIn && (await currentSession())) redirect(signedIn);
  return GUEST;
}

/** What a stranger sees of the installation: its name, and whether it is a demo. Null before the first start. */
export async function guestInstallation(): Promise<Installation | null> {
  await connection();
  return findInstallation();
}
