import { tidyGrantsJob, watchEmergenciesJob } from "@/lib/access-matrix/jobs";
import { ownerlessJob, reviewsDueJob } from "@/lib/agents/jobs";
import { remindOfKeysJob } from "@/lib/keys/jobs";
import { remindRequestsJob } from "@/lib/requests/jobs";
import { accessBegins } from "./access/history-access";
import { ACCESS_LATELY } from "./access/history-access-lately";
import { instantOf } from "./calendar";
import { allReadTheirNotifications } from "./deeds-people";
import { beginning } from "./history-beginning";
import { GROWTH } from "./history-growth";
import { LATELY } from "./history-lately";
import { REVIEWS } from "./history-reviews";
import { type Deed, type DemoEvent, on } from "./stage";

const FIRST_DAY = 195;
/** Since when there are keys and grants to watch over: here once a week. */
const ACCESS_DAY = 101;

type Happening = { readonly instant: Date; readonly deed: Deed };

/** Everything that happened in nine months, in the order in which it did. No two things share an instant. */
export function historyUntil(now: Date): Happening[] {
  return [
    ...beginning(),
    ...GROWTH,
    ...REVIEWS,
    ...LATELY,
    ...accessBegins(),
    ...ACCESS_LATELY,
    ...everyDay(),
  ]
    .map(({ at, deed }) => ({ instant: instantOf(now, at), deed }))
    .sort((a, b) => a.instant.getTime() - b.instant.getTime());
}

// The jobs that remind run each morning; in the afternoon of every third day people look at what they were told.
function everyDay(): DemoEvent[] {
  const days = Array.from({ length: FIRST_DAY }, (_, index) => FIRST_DAY - 1 - index);
  return days.flatMap((day) => [
    on([day, "05:30"], (_, at) => remindRequestsJob.start(at)),
    on([day, "05:31"], (_, at) => reviewsDueJob.start(at)),
    on([day, "05:32"], (_, at) => ownerlessJob.start(at)),
    ...(day < ACCESS_DAY && day % 5 === 0 ? watchOverAccess(day) : []),
    ...(day > 3 && day % 3 === 0 ? [on([day, "15:58"], allReadTheirNotifications)] : []),
  ]);
}

function watchOverAccess(day: number): DemoEvent[] {
  return [
    on([day, "05:33"], (_, at) => tidyGrantsJob.start(at)),
    on([day, "05:34"], (_, at) => remindOfKeysJob.start(at)),
    on([day, "05:35"], (_, at) => watchEmergenciesJob.start(at)),
  ];
}
