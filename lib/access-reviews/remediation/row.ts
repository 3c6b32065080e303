import type { Tx } from "@/lib/change-log/transact";

/** A removal as it is stored. */
export type RemediationRecord = Awaited<ReturnType<Tx["reviewRemediation"]["findUniqueOrThrow"]>>;
