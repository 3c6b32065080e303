import { signOut } from "@/lib/server/sign-out";

export const POST = signOut;
