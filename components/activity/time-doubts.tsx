import { listHref } from "@/components/data-table/list-link";
import { Callout } from "@/components/ui/callout";
import { instantText } from "@/components/ui/instant";
import { TextLink } from "@/components/ui/text-link";

export type DoubtShown = {
  /** `fold`: of the only time that is asked about. */
  readonly name: "from" | "to" | "fold";
  readonly local: string;
  readonly choices: readonly { readonly at: string; readonly offset: string }[];
};

/** What was typed as a time or a zone and could mean two things, or none; and the ways to say which. */
export function TimeDoubts({
  pathname,
  address,
  zone,
  unknownZone,
  doubts,
  unanswered = false,
}: {
  pathname: string;
  address: string;
  zone: string;
  unknownZone: string;
  doubts: readonly DoubtShown[];
  /** Nothing is answered until somebody says which is meant. */
  unanswered?: boolean;
}) {
  return (
    <>
      {unknownZone === "" ? null : (
        <Callout tone="attention" className="mb-3" title={`There is no zone ${unknownZone}`}>
          {unanswered ? "" : "Times are read as UTC. "}A zone is called as in Europe/Berlin or
          America/New_York.
        </Callout>
      )}
      {doubts.map(({ name, local, choices }) =>
        choices.length === 0 ? (
          <Callout
            key={name}
            tone="attention"
            className="mb-3"
            title={`Clocks in ${zone} never showed ${shown(local)}`}
          >
            They were put on over it.{" "}
            {unanswered ? "Ask for another time." : "The first moment after that is meant."}
          </Callout>
        ) : (
          <Callout
            key={name}
            tone="attention"
            className="mb-3"
            title={`Clocks in ${zone} showed ${shown(local)} twice`}
          >
            <p>
              They were put back.{" "}
              {unanswered
                ? "Say which one is meant:"
                : `Until you say which, the ${name === "from" ? "earlier" : "later"} one is meant, so that nothing is left out:`}
            </p>
            <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-2">
              {choices.map(({ at, offset }, nth) => (
                <li key={at}>
                  <TextLink
                    href={listHref(pathname, address, {
                      [name === "fold" ? name : `${name}Fold`]: nth === 0 ? "first" : "second",
                    })}
                  >
                    {shown(local)} ({offset}), {instantText(at)}
                  </TextLink>
                </li>
              ))}
            </ul>
          </Callout>
        ),
      )}
    </>
  );
}

function shown(local: string): string {
  return local.replace("T", " ");
}
