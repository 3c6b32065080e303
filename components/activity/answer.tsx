import { Callout } from "@/components/ui/callout";
import { DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import { StateMark } from "@/components/ui/state-mark";
import { TextLink } from "@/components/ui/text-link";
import { type CallerShown, type LineShown, positionsText } from "@/lib/activity/calls/answer-view";
import { Caller } from "./caller";
import { OutcomeMark } from "./outcome-mark";

/** Who it was: each caller with what was known of it then, and each thing that it did with its places in the ledger. */
export function AnswerCallers({ callers }: { callers: readonly CallerShown[] }) {
  return (
    <ol>
      {callers.map((caller, nth) => (
        <li key={caller.id} className="break-inside-avoid-page">
          <OneCaller caller={caller} id={`caller-${nth + 1}`} />
        </li>
      ))}
    </ol>
  );
}

function OneCaller({ caller, id }: { caller: CallerShown; id: string }) {
  const { agentName, agent, credential, person, calls, approval, approved, purpose, lines } =
    caller;
  const name = agentName ?? agent ?? credential ?? "A caller that was not named";
  return (
    <Section
      id={id}
      title={`${name}, ${calls.toLocaleString("en")} ${calls === 1 ? "call" : "calls"}`}
    >
      <DefinitionList
        items={[
          { term: "Agent", value: <Caller call={caller} link /> },
          { term: "Key", help: "as it stood then", value: <KeyUsed caller={caller} /> },
          { term: "On behalf of", value: person ?? "Nobody that the sender names" },
          {
            term: "Purpose",
            help: "as registered then",
            value: purpose === "" ? "None registered" : purpose,
          },
          {
            term: "Approval",
            help: "as it stood then",
            value: (
              <StateMark tone={approved ? "plain" : "attention"} className="whitespace-normal!">
                {approval}
              </StateMark>
            ),
          },
          {
            term: "Grant",
            help: "as it stood then",
            value: <GrantMark held={caller} />,
          },
        ]}
      />
      <section
        aria-label={`What ${name} did`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
        tabIndex={0}
        className="mt-3 overflow-x-auto border-y print:overflow-visible"
      >
        <table className="ledger">
          <caption className="sr-only">What {name} did</caption>
          <thead>
            <tr>
              <th scope="col">Operation</th>
              <th scope="col">Ledger</th>
              <th scope="col">Environment</th>
              <th scope="col">Outcome</th>
              <th scope="col">Grant then</th>
              <th scope="col" className="text-end">
                Calls
              </th>
              <th scope="col">First</th>
              <th scope="col">Last</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <Line key={line.id} line={line} />
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}

function KeyUsed({ caller: { key, keyId } }: { caller: CallerShown }) {
  return keyId === null ? key : <TextLink href={`/keys/${keyId}`}>{key}</TextLink>;
}

type Held = { readonly grant: string; readonly granted: boolean; readonly grantId?: string | null };

/** What was granted then; what no approved grant covered stands out. */
export function GrantMark({ held: { grant, granted, grantId = null } }: { held: Held }) {
  return (
    <StateMark tone={granted ? "plain" : "attention"} className="whitespace-normal!">
      {grantId === null ? (
        grant
      ) : (
        <TextLink href={`/access-matrix/grants/${grantId}`}>{grant}</TextLink>
      )}
    </StateMark>
  );
}

function Line({ line }: { line: LineShown }) {
  const { operation, server, environment, outcome, count, firstAt, lastAt, indices } = line;
  return (
    <tr>
      <th scope="row" className="font-normal">
        <span className="font-mono text-sm">{operation ?? server ?? "Not provided"}</span>
      </th>
      <td className="min-w-40 tabular-nums">
        {indices.length === 1 && indices[0] ? (
          <TextLink href={`/activity/calls/${indices[0]}`}>calls #{indices[0]}</TextLink>
        ) : (
          <details>
            <summary>calls {positionsText(indices, count)}</summary>
            <ul className="space-y-2 py-1">
              {indices.map((index) => (
                <li key={index}>
                  <TextLink href={`/activity/calls/${index}`}>calls #{index}</TextLink>
                </li>
              ))}
            </ul>
          </details>
        )}
      </td>
      <td>{environment ?? "Not provided"}</td>
      <td>
        <OutcomeMark outcome={outcome} />
      </td>
      <td className="min-w-56 whitespace-normal!">
        <div className="line-clamp-3 print:line-clamp-none">
          <GrantMark held={line} />
        </div>
      </td>
      <td className="text-end tabular-nums">{count.toLocaleString("en")}</td>
      <td>
        <Instant at={firstAt} />
      </td>
      <td>
        {lastAt === firstAt ? (
          <span className="text-ink-3">the same</span>
        ) : (
          <Instant at={lastAt} />
        )}
      </td>
    </tr>
  );
}

export type GapShown = {
  readonly id: string;
  readonly source: string;
  readonly what: string;
  readonly fromAt: string;
  readonly toAt: string | null;
  readonly disposition: string;
  readonly cause: string | null;
};

/** What nothing proves of the time asked about. */
export function AnswerGaps({ gaps }: { gaps: readonly GapShown[] }) {
  if (gaps.length === 0) {
    return (
      <Callout title="No gap is known in this time" className="mt-6">
        Every source that is expected to send has sent, and no numbered record is missing. What
        sources neither number nor announce cannot be missed.
      </Callout>
    );
  }
  return (
    <Callout
      tone="attention"
      className="mt-6"
      title={`${gaps.length} ${gaps.length === 1 ? "gap lies" : "gaps lie"} in this time: more calls may have been made than are recorded`}
    >
      <ul>
        {gaps.map(({ id, source, what, fromAt, toAt, disposition, cause }) => (
          <li key={id}>
            {source}: {what}, from <Instant at={fromAt} />{" "}
            {toAt === null ? (
              "and still open"
            ) : (
              <>
                to <Instant at={toAt} />
              </>
            )}
            , {disposition}
            {cause ? `: ${cause}` : ""}
          </li>
        ))}
      </ul>
    </Callout>
  );
}
