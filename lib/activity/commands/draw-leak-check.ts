import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { ledger } from "@/lib/ledger-store/open-ledger";
import { getLastSeal } from "@/lib/ledger-store/queries";
import { unlessDamaged } from "@/lib/ledger-store/queries-files";
import { policyInForce } from "@/lib/settings/policies";
import { leaksIn } from "../redaction/leaks";
import { REDACTION_VERSION, type RedactionCounts } from "../redaction/redact";
import { drawnFrom } from "../redaction-desk/leak-draw";
import { activitySettings } from "../settings";
import { shownLeakCheck } from "./leak-check-row";

type Drawn = { readonly index: bigint; readonly counts: RedactionCounts };

/**
 * Draws as many sealed records as the rule says and looks each through by the rules of redaction in force (RED-03). The seed is
 * the id of the request, so whoever draws cannot choose it, and the places can be drawn again from seed and size.
 * Errors: forbidden, conflict (no sealed record yet), unavailable.
 */
export async function drawLeakCheck(ctx: CommandContext): Promise<{ id: string; found: number }> {
  authorize(ctx.actor, "leak-check:draw");
  const size = (await getLastSeal("calls"))?.size ?? 0n;
  const { values } = await policyInForce(activitySettings, ctx.now);
  const drawn = await unlessDamaged(draw(ctx.requestId, size, values.leakCheckSize));
  if (drawn.length === 0) {
    throw new AppError(
      "conflict",
      "No record of a gateway is sealed yet, so there is none to draw. Come back when one is.",
    );
  }
  const found = drawn.filter(({ counts }) => Object.keys(counts).length > 0);
  return await transact(ctx, async (tx, record) => {
    const check = await tx.leakCheck.create({
      data: {
        seed: ctx.requestId,
        size,
        indices: drawn.map(({ index }) => index.toString()),
        policyVersion: REDACTION_VERSION,
        found: found.map(({ index, counts }) => ({
          index: index.toString(),
          counts: { ...counts },
        })),
        drawnById: ctx.actor.id,
        drawnAt: ctx.now,
      },
    });
    const after = shownLeakCheck(check);
    await record({ action: "leak-check.drawn", subjectId: check.id, before: null, after });
    return { id: check.id, found: found.length };
  });
}

// Other entries of the log, such as heartbeats, are passed over; a log of nothing else is not walked to its end.
const TURNS_PER_RECORD = 40;

async function draw(seed: string, size: bigint, count: number): Promise<Drawn[]> {
  const { logs } = await ledger();
  const drawn: Drawn[] = [];
  for (const index of drawnFrom(seed, size).take(count * TURNS_PER_RECORD)) {
    const stored = await logs.calls.reader.entryAt(index);
    if (stored?.entry.body?.type !== CALL) continue;
    drawn.push({ index, counts: leaksIn(stored.entry.body.data) });
    if (drawn.length === count) break;
  }
  return drawn;
}

/** The type of the entry that holds a record. */
const CALL = "call";
