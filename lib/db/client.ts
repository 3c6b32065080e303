import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "@/lib/core/env";
import { type Prisma, PrismaClient } from "./generated/client";

export type Tx = Prisma.TransactionClient;
export type Snapshot = Prisma.InputJsonObject;

let client: PrismaClient | undefined;

/** The write key. Made at first use, because `next build` loads every page and has no database. */
export function db(): PrismaClient {
  client ??= new PrismaClient({
    adapter: new PrismaPg({
      connectionString: env().DATABASE_URL,
      // adapter-pg writes timestamps without offset, so any other session zone would shift them.
      options: "-c timezone=UTC",
      max: 10,
    }),
  });
  return client;
}
