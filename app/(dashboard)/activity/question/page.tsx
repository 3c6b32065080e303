import { ActivityTabs } from "@/components/activity/activity-tabs";
import { AnswerCallers, AnswerGaps } from "@/components/activity/answer";
import { QuestionForm } from "@/components/activity/question-form";
import { TimeDoubts } from "@/components/activity/time-doubts";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Instant } from "@/components/ui/instant";
import { PageHeader } from "@/components/ui/page-header";
import { answerSentence, callersOf, sealSentence } from "@/lib/activity/calls/answer-view";
import { filterChoices } from "@/lib/activity/calls/queries-calls";
import { AROUND_MAX } from "@/lib/activity/calls/when";
import { can } from "@/lib/auth/actor";
import { localText } from "@/lib/core/zones";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";
import { addressOf } from "../../address";
import { DATA_CLASS_CHOICES } from "../agents-of-class";
import { type Asked, ask, placeWords, type Reply } from "./ask";

export const metadata = { title: "Who was it?" };

export default async function QuestionPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("call:read");
  const now = new Date();
  const given = await searchParams;
  const { filters: asked } = listParams(given, {
    sorts: ["at"],
    defaultSort: "at",
    filters: {
      when: "text",
      around: "text",
      zone: "text",
      fold: "text",
      environment: "text",
      server: "text",
      dataClass: "text",
    },
  });
  const [reply, choices] = await Promise.all([ask(actor, asked, now), filterChoices(actor, now)]);
  const address = addressOf(given);
  return (
    <>
      <PageHeader
        title="Who was it?"
        lead="A time, and if you like a place: the answer names who called, for whom, what they did, and what was approved at that moment."
      />
      <ActivityTabs current="/activity/question" may={(right) => can(actor, right)} />
      <QuestionForm
        typed={{ ...asked, around: String(reply.around) }}
        environments={choices.environments}
        servers={choices.servers}
        dataClasses={DATA_CLASS_CHOICES}
        aroundMax={AROUND_MAX}
      />
      <Doubts reply={reply} address={address} />
      {reply.found ? (
        <Found reply={reply} asked={asked} address={address} takes={can(actor, "call:export")} />
      ) : null}
    </>
  );
}

function Doubts({
  reply: { when, zone, unknownZone },
  address,
}: {
  reply: Reply;
  address: string;
}) {
  const local = when.kind === "twice" || when.kind === "never" ? when.local : null;
  const choices = when.kind === "twice" ? when.choices : [];
  return (
    <div className="mt-4">
      {when.kind === "unread" ? (
        <Callout tone="attention" title="This is no time that can be read">
          Write a day and a time, such as tuesday 14:14 or 2026-11-17 14:14, or two with “to”
          between them, the earlier one first. A day alone means all of it.
        </Callout>
      ) : null}
      <TimeDoubts
        pathname="/activity/question"
        {...{ address, zone, unknownZone }}
        unanswered
        doubts={
          local === null
            ? []
            : [
                {
                  name: "fold",
                  local,
                  choices: choices.map(({ at, offset }) => ({ at: at.toISOString(), offset })),
                },
              ]
        }
      />
    </div>
  );
}

function Found({
  reply: { found, zone },
  asked,
  address,
  takes,
}: {
  reply: Reply;
  asked: Asked;
  address: string;
  takes: boolean;
}) {
  if (found === null) return null;
  const { from, to, answer } = found;
  return (
    <section aria-labelledby="answer" className="mt-6">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <h2 id="answer" className="max-w-[72ch] text-lg font-semibold">
          {answerSentence(answer)}
        </h2>
        {takes ? (
          <form method="get" action="/api/activity/question" className="print:hidden sm:ml-auto">
            {[...new URLSearchParams(address)].map(([name, value]) => (
              <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
            ))}
            <Button type="submit">Take it as PDF</Button>
          </form>
        ) : null}
      </div>
      <p className="mt-1 text-ink-2 tabular-nums">
        From {localText(from, zone)} until {localText(to, zone)}, which is{" "}
        <Instant at={from.toISOString()} /> to <Instant at={to.toISOString()} />,{" "}
        {placeWords(asked).join(", ") || "everywhere"}.
      </p>
      <p className="mt-1 text-ink-2">{sealSentence(answer.sealed)}</p>
      <AnswerGaps gaps={answer.gaps} />
      <AnswerCallers callers={callersOf(answer.lines)} />
      {answer.left === 0 ? null : (
        <Callout className="mt-4" title={`${answer.left.toLocaleString("en")} more lines`}>
          Those with the fewest calls are not shown. Ask for a shorter time or one place.
        </Callout>
      )}
    </section>
  );
}
