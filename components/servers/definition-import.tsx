"use client";

import { useState } from "react";
import type { Done, FormAction } from "@/lib/core/action-state";
import type { ImportPlan } from "@/lib/servers/definitions/definition-view";
import { DefinitionFromList } from "./definition-from-list";
import { DefinitionFromServer } from "./definition-from-server";
import { DefinitionReview } from "./definition-review";

/** What was looked at, and from where: importing takes exactly this. */
type Shown = {
  plan: ImportPlan;
  sent: Readonly<Record<string, string>>;
  way: "importList" | "importFetched";
};

type Actions = Readonly<
  Record<"lookAtList" | "lookAtServer" | "importList" | "importFetched", FormAction>
>;

/** A list is looked at first, wherever it is from; importing takes exactly what was shown. */
export function DefinitionImport({
  server,
  address,
  mayFetch,
  actions,
}: {
  server: { id: string; dataClasses: readonly string[] };
  address: string;
  mayFetch: boolean;
  actions: Actions;
}) {
  const [shown, setShown] = useState<Shown | null>(null);
  const show = (way: Shown["way"]) => (sent: Shown["sent"], done: Done) => {
    if (done.data?.plan) setShown({ plan: JSON.parse(done.data.plan), sent, way });
  };
  const forget = () => setShown(null); // what stands in the form is another list by now
  return (
    <>
      {mayFetch ? (
        <DefinitionFromServer
          serverId={server.id}
          address={address}
          look={actions.lookAtServer}
          onLooked={show("importFetched")}
          onChange={forget}
        />
      ) : null}
      <DefinitionFromList
        serverId={server.id}
        look={actions.lookAtList}
        onLooked={show("importList")}
        onChange={forget}
      />
      {shown ? (
        <DefinitionReview
          key={shown.plan.hash}
          plan={shown.plan}
          sent={shown.sent}
          dataClasses={server.dataClasses}
          send={actions[shown.way]}
        />
      ) : null}
    </>
  );
}
