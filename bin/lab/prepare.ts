// Makes an installation ready for machines that push: `bin/lab/prepare.ts name name …` names it, and prints a token for a source of
// each name and one that reads the ledger.
import { randomUUID } from "node:crypto";
import { addSource } from "@/lib/activity/commands/add-source";
import { addSourceInput } from "@/lib/activity/sources/source-schema";
import { invitePerson } from "@/lib/auth/commands/people";
import { makeToken } from "@/lib/auth/commands/tokens";
import type { Permission } from "@/lib/auth/permissions";
import type { CommandContext } from "@/lib/change-log/transact";
import { establishInstallation } from "@/lib/settings/installation";

const GRANTS: readonly Permission[] = [
  "installation:establish",
  "person:manage",
  "token:manage",
  "source:manage",
];

const context = (): CommandContext => ({
  actor: { kind: "job", id: "lab", grants: GRANTS },
  now: new Date(),
  requestId: randomUUID(),
});

await establishInstallation(context(), { organisation: "Test laboratory", demo: false });
const { personId } = await invitePerson(context(), {
  ...{ name: "Lab Reader", email: "reader@example.com", title: "Reader" },
  roles: ["compliance"],
});
const reader = await makeToken(context(), {
  ...{ name: "Lab reader", grants: ["ledger:read"], responsibleId: personId, days: 1 },
});
const sources: Record<string, string> = {};
for (const name of process.argv.slice(2)) {
  const { id, token } = await addSource(context(), addSourceInput.parse({ name, kind: "auto" }));
  sources[id] = token;
}
console.log(JSON.stringify({ reader: reader.text, sources }));
process.exit(0);
