/** Next calls this when the server starts, and compiles it for two runtimes; ours is Node. A build is no server. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  if (process.env.NEXT_PHASE === "phase-production-build") return;
  const { startRelay } = await import("@/lib/change-log/start-relay");
  const { carryOutRecorded } = await import("@/lib/requests/commands/carry-out-approval");
  startRelay(carryOutRecorded);
  const { preloadMatrix } = await import("@/lib/access-matrix/matrix/preload");
  void preloadMatrix(new Date()); // in the background: nobody waits for it
}
