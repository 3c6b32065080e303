import "server-only";
import { type Actor, authorize } from "@/lib/auth/actor";
import { listActivePeople, namesOf } from "@/lib/auth/people";
import { rolesHold } from "@/lib/auth/role-grants";
import { AppError } from "@/lib/core/app-error";
import { isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import { policyInForce } from "@/lib/settings/policies";
import { currentDecisions } from "../decide/current-decisions";
import { lineTitle } from "../overview/lines-view";
import { getReview } from "../prepare/queries";
import { accessReviewsSettings } from "../settings";
import { lineOf } from "../snapshot/read-line";
import type { SnapshotLine } from "../snapshot-view";
import type { CheckItemRow, CheckRow } from "./check-view";
import { drawHash } from "./draw";
import { keptLines } from "./kept";

/** The second looks of a review, the newest first; how many lines it kept; who may look, and at how many by the rule. Errors: not_found. */
export async function checksOf(actor: Actor, reviewId: string) {
  const review = await getReview(actor, reviewId);
  const checks = await read().reviewCheck.findMany({
    where: { reviewId: review.id },
    include: { items: { select: { verdict: true } } },
    orderBy: [{ drawnAt: "desc" }, { id: "asc" }],
    take: 200,
  });
  const names = await namesOf(checks.flatMap(({ checkerId, drawnById }) => [checkerId, drawnById]));
  const signed = review.signedAt !== null;
  const [kept, people, { values }] = await Promise.all([
    signed ? keptLines(review) : [],
    signed ? listActivePeople() : [],
    policyInForce(accessReviewsSettings, review.signedAt ?? review.createdAt),
  ]);
  return {
    rows: checks.map((check) => toCheckRow(check, names)),
    population: kept.length,
    people: people
      .filter(({ id, roles }) => rolesHold(roles, "review:check") && id !== review.ownerId)
      .map(({ id, name, title }) => ({ id, name, title })),
    size: values.checkSize,
  };
}

type Names = Awaited<ReturnType<typeof namesOf>>;
type StoredCheck = NonNullable<
  Awaited<ReturnType<ReturnType<typeof read>["reviewCheck"]["findUnique"]>>
> & { readonly items: readonly { readonly verdict: string | null }[] };

function toCheckRow(check: StoredCheck, names: Names): CheckRow {
  const { id, size, population, items } = check;
  const judged = items.filter(({ verdict }) => verdict !== null).length;
  return {
    ...{ id, title: `${size} of ${population} kept lines`, seed: check.seed },
    checker: names.get(check.checkerId)?.name ?? "",
    drawnBy: names.get(check.drawnById)?.name ?? "",
    ...{ drawnAt: check.drawnAt.toISOString(), finishedAt: check.finishedAt?.toISOString() ?? "" },
    done: `${judged} of ${items.length}`,
    disagrees: items.filter(({ verdict }) => verdict === "disagrees").length,
  };
}

/** A second look with its lines. Errors: forbidden, not_found (also: of a review that is not theirs, and they do not look). */
export async function getCheck(actor: Actor, id: string) {
  authorize(actor, "review:read");
  const check = isUuid(id)
    ? await read().reviewCheck.findUnique({
        where: { id },
        include: { items: { orderBy: { position: "asc" } } },
      })
    : null;
  if (!check) throw new AppError("not_found", "There is no such second look.");
  const review = await getReview(actor, check.reviewId);
  const lines = await read().reviewLine.findMany({
    where: { id: { in: check.items.map(({ lineId }) => lineId) } },
  });
  const decisions = await currentDecisions(read(), review.id);
  const lineById = new Map(
    lines.flatMap(({ id: lineId, text }) => {
      const line = lineOf(text);
      return line ? [[lineId, line] as const] : [];
    }),
  );
  const deciders = [...decisions.values()].flatMap(({ 1: one, 2: two }) => [one, two]);
  const principals = [...lineById.values()].map(({ principal }) => principal.id).filter(isUuid);
  const ids = [...deciders.flatMap((row) => row?.personId ?? []), ...principals];
  const names = await namesOf([...new Set([...ids, check.checkerId, check.drawnById])]);
  const items = check.items.flatMap(({ lineId, position, verdict, note }): CheckItemRow[] => {
    const line = lineById.get(lineId);
    if (!line) return [];
    const { 1: first, 2: second } = decisions.get(lineId) ?? {};
    const said = [first, second].flatMap((row) =>
      row
        ? `${names.get(row.personId)?.name ?? ""}: ${row.comment || "kept without a comment"}`
        : [],
    );
    return [
      {
        ...{ id: lineId, position, n: line.n, key: line.line },
        ...{ hash: drawHash(check.seed, line.line), what: lineTitle(line, names) },
        ...{ environment: line.environment ?? "", meaning: line.meaning, kept: said.join("; ") },
        use: usedWords(line),
        ...{ verdict: verdict ?? "", note },
      },
    ];
  });
  return { check: toCheckRow(check, names), checkerId: check.checkerId, review, items };
}

// What calls nothing has no use to tell of.
function usedWords({ kind, calls, denied, lastUsedAt }: SnapshotLine): string {
  if (kind !== "access" && kind !== "key") return "";
  const used = `last used ${lastUsedAt?.slice(0, 10) ?? "never"}`;
  return `${calls.toLocaleString("en")} calls, ${denied.toLocaleString("en")} denied; ${used}.`;
}
