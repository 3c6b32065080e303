import { ExportMenu } from "@/components/data-table/export-menu";
import { AgeingTable, UnknownKeyTable } from "@/components/keys/ageing-table";
import { RotationFilters } from "@/components/keys/key-filters";
import { KeyTabs } from "@/components/keys/key-tabs";
import { RotationDrawer, RotationTable } from "@/components/keys/rotation-table";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { type Actor, can } from "@/lib/auth/actor";
import { dayOr, ROTATION_LIST } from "@/lib/keys/address";
import { rotationsSentence } from "@/lib/keys/outcome";
import { peopleAround } from "@/lib/keys/people";
import { objectionToManaging } from "@/lib/keys/policy";
import { getRotation, listKeyDays, listRotations, listUnknownKeys } from "@/lib/keys/population";
import { toKeyDayRow, toRotationRow, toUnknownKeyRow } from "@/lib/keys/rotation-view";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";
import { addressOf } from "../../address";
import { unlessNotFound } from "../../unless-not-found";
import { finishRotationAction, proveByLedgerAction, proveByTestAction } from "../actions";

export const metadata = { title: "Rotations" };

const ACTIONS = {
  proveByLedger: proveByLedgerAction,
  proveByTest: proveByTestAction,
  finish: finishRotationAction,
};

export default async function RotationsPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("key:read");
  const now = new Date();
  const given = await searchParams;
  const { filters, open } = listParams(given, ROTATION_LIST);
  const days = { from: dayOr(filters.from), to: dayOr(filters.to) };
  const [log, aged, opened] = await Promise.all([
    listRotations(actor, { ...days, state: filters.state ?? "" }, now),
    listKeyDays(actor, { ...days, verdict: "" }, now),
    open === "" ? null : openRotation(actor, open, now),
  ]);
  const unknown = await listUnknownKeys(log.period);
  const never = aged.keys.filter(({ rotated }) => !rotated);
  const address = addressOf(given);
  return (
    <>
      <PageHeader
        title="Rotations"
        count={log.rotations.length}
        lead={rotationsSentence({ ...log, never: never.length, unknown: unknown.length })}
        actions={can(actor, "key:export") ? <ExportMenu href="/api/keys/rotations/export" /> : null}
      />
      <KeyTabs current="/keys/rotations" />
      <RotationFilters />
      <RotationTable
        rows={log.rotations.map((each) => toRotationRow(each, log.names, now))}
        address={address}
        openId={open}
      />
      <Section
        id="never"
        title="Never rotated"
        lead="Keys that could be used in this period and that no rotation on record begins or ends with. A young one is in order; an old one is what a log of rotations alone would hide."
      >
        <AgeingTable
          caption="Never rotated"
          rows={never.map((each) => toKeyDayRow(each, aged.names))}
        />
      </Section>
      <Section
        id="unknown"
        title="In use and not in the register"
        lead="What calls of this period name as their key, and nobody has registered."
      >
        <UnknownKeyTable
          rows={unknown.map(toUnknownKeyRow)}
          mayRegister={can(actor, "key:register")}
        />
      </Section>
      {opened ? <RotationDrawer {...opened} address={address} /> : null}
    </>
  );
}

async function openRotation(actor: Actor, id: string, now: Date) {
  const found = await getRotation(actor, id).catch(unlessNotFound);
  if (!found) return null;
  const mine = objectionToManaging(await peopleAround(found.old), actor) === null;
  return { rotation: toRotationRow(found, found.names, now), actions: mine ? ACTIONS : null };
}
