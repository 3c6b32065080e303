import { Callout } from "@/components/ui/callout";
import { DefinitionList } from "@/components/ui/definition-list";
import { Hash } from "@/components/ui/hash";
import { Instant } from "@/components/ui/instant";
import type { VerificationView } from "@/lib/ledger-store/task-view";

/** What was read, and what came of it. */
export function VerificationFacts({ task }: { task: VerificationView }) {
  return (
    <>
      {task.outcome === null ? null : (
        <Callout tone={task.outcome === "pass" ? "seal" : "fail"} title={task.says}>
          {task.outcome === "pass"
            ? "This server checked its own store. To check it without trusting this server, ask for a bundle and verify it elsewhere."
            : task.first}
        </Callout>
      )}
      <DefinitionList
        className="mt-5"
        items={[
          { term: "Log", value: task.log },
          { term: "Asked for by", value: task.by },
          { term: "Asked for", value: <Instant at={task.askedAt} /> },
          ...(task.startedAt === ""
            ? []
            : [{ term: "Begun", value: <Instant at={task.startedAt} /> }]),
          ...(task.finishedAt === ""
            ? []
            : [{ term: "Finished", value: <Instant at={task.finishedAt} /> }]),
          ...(task.size === "" ? [] : [{ term: "Checkpoint", value: `size ${task.size}` }]),
          ...(task.root === ""
            ? []
            : [
                {
                  term: "Root",
                  help: "hex",
                  value: <Hash value={task.root} label="Copy the root" />,
                },
              ]),
        ]}
      />
    </>
  );
}
