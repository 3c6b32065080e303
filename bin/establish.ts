// Names a new installation: `bin/establish.ts "Our organisation"`. Once; a name is for ever.
import { randomUUID } from "node:crypto";
import { establishInstallation } from "@/lib/settings/installation";

const organisation = process.argv[2];
if (!organisation) throw new Error("say the organisation");

await establishInstallation(
  {
    actor: { kind: "job", id: "first-start", grants: ["installation:establish"] },
    now: new Date(),
    requestId: randomUUID(),
  },
  { organisation, demo: false },
);
process.exit(0);
