import { defineDownload } from "@/lib/server/define-download";
import { exportServers } from "@/lib/servers/export";
import { exportServersInput } from "@/lib/servers/schema";

/** The register of servers as the filters in the address show it, as CSV, Excel or PDF. */
export const GET = defineDownload({
  permission: "server:export",
  input: exportServersInput,
  run: exportServers,
});
