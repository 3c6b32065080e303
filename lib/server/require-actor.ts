import "server-only";
import { notFound, redirect } from "next/navigation";
import { connection } from "next/server";
import { type Actor, can } from "@/lib/auth/actor";
import { currentActor } from "@/lib/auth/current-actor";
import type { Permission } from "@/lib/auth/permissions";
import { AppError } from "@/lib/core/app-error";
import { signInAddress } from "./sign-in-address";

/** First line of every page: the signed-in actor, allowed to be here, or no page at all. */
export async function requireActor(permission: Permission): Promise<Actor> {
  await connection(); // a page behind a permission is never rendered at build time
  const actor = await currentActor().catch(async (error: unknown) => {
    if (!(error instanceof AppError) || error.code !== "unauthenticated") throw error;
    return redirect(await signInAddress());
  });
  if (!can(actor, permission)) notFound();
  return actor;
}

/** The record a page is about, or the not-found page: also for what the actor may not see. */
export async function found<Record>(loading: Promise<Record>): Promise<Record> {
  return loading.catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
}
