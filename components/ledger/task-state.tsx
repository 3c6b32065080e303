import { OutcomeBadge } from "@/components/ui/badge";
import { StateMark } from "@/components/ui/state-mark";
import type { TaskView } from "@/lib/ledger-store/task-view";

/** Where long work stands. */
export function TaskState({ task }: { task: TaskView }) {
  if (task.state === "failed") return <OutcomeBadge outcome="fail">Failed</OutcomeBadge>;
  if (task.state === "done") return <StateMark>{task.stateWords}</StateMark>;
  return (
    <StateMark tone="strong">
      {task.stateWords}
      {task.percent === null ? "" : ` ${task.percent} %`}
    </StateMark>
  );
}
