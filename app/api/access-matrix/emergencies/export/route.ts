import { exportEmergencies } from "@/lib/access-matrix/emergency/export";
import { exportEmergenciesInput } from "@/lib/access-matrix/emergency/schema";
import { defineDownload } from "@/lib/server/define-download";

export const GET = defineDownload({
  permission: "matrix:export",
  input: exportEmergenciesInput,
  run: exportEmergencies,
});
