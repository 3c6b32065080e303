import "server-only";
import { redirect } from "next/navigation";
import { connection } from "next/server";
import { type CurrentSession, currentActor, currentSession } from "@/lib/auth/current-actor";
import { signInAddress } from "./sign-in-address";

/** Who the frame shows, as session and as actor; without a session the sign-in page. It asks for no right. */
export async function requireSession() {
  await connection(); // the frame is never rendered at build time
  const session: CurrentSession | null = await currentSession();
  if (!session) redirect(await signInAddress());
  return { session, actor: await currentActor() };
}
