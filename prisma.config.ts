import { defineConfig } from "prisma/config";

// `prisma generate` needs no database, so an unset address must not stop it.
const UNSET = "postgresql://unset@127.0.0.1:1/unset";

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? UNSET },
});
