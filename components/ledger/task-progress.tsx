import { Callout } from "@/components/ui/callout";
import type { TaskView } from "@/lib/ledger-store/task-view";
import { RefreshWhile } from "./refresh-while";

/** How far long work has come, and how it ended. `doing` says the step: "Reading entries". */
export function TaskProgress({ task, doing }: { task: TaskView; doing: string }) {
  return (
    <>
      <RefreshWhile open={task.open} />
      {task.state === "waiting" ? (
        <Callout title="It waits for its turn">
          The sealer's process does it in the background; nothing needs to stay open. This page
          shows when it begins.
        </Callout>
      ) : null}
      {task.state === "running" ? <Running task={task} doing={doing} /> : null}
      {task.state === "failed" ? (
        <Callout tone="fail" title="It failed">
          {task.message === "" ? "No reason was recorded. Ask for it again." : task.message}
        </Callout>
      ) : null}
    </>
  );
}

function Running({ task, doing }: { task: TaskView; doing: string }) {
  const words = task.total === "" ? task.done : `${task.done} of ${task.total}`;
  return (
    <div className="border-y py-3">
      <p id="progress">
        {doing}: <span className="tabular-nums">{words}</span>
        {task.percent === null ? null : (
          <span className="text-ink-3 tabular-nums"> · {task.percent} %</span>
        )}
      </p>
      <progress
        aria-labelledby="progress"
        max={100}
        {...(task.percent === null ? {} : { value: task.percent })}
        className="mt-2 h-2 w-full max-w-xl accent-ink"
      />
    </div>
  );
}
