"use client";

import { useEffect, useState } from "react";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/text-link";

type Candidate = { slug: string; name: string; percent: number; reason: string };

const PAUSE_MS = 400;
const NAME_MIN = 3;

/** While a name is typed: registered agents that look like it, so that nobody registers one twice (G2). */
export function NearDuplicates({
  name,
  purpose,
  exceptId,
}: {
  name: string;
  purpose: string;
  exceptId: string;
}) {
  const [candidates, setCandidates] = useState<readonly Candidate[]>([]);
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      setCandidates(await ask(name, purpose, exceptId, stop.signal));
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [name, purpose, exceptId]);
  if (candidates.length === 0) return <div aria-live="polite" />;
  return (
    <div aria-live="polite">
      <Callout tone="attention" title="This may be registered already">
        <ul className="space-y-1">
          {candidates.map((candidate) => (
            <li key={candidate.slug}>
              <TextLink href={`/agents/${candidate.slug}`} target="_blank">
                {candidate.name}
              </TextLink>{" "}
              <span className="text-ink-2">
                {candidate.percent} % alike: {candidate.reason}
              </span>
            </li>
          ))}
        </ul>
        <p className="mt-1.5">Join that agent, or say below why this is another one.</p>
      </Callout>
    </div>
  );
}

// A hint only: the registration itself checks again, so a failed look-up stays silent.
async function ask(
  name: string,
  purpose: string,
  exceptId: string,
  signal: AbortSignal,
): Promise<readonly Candidate[]> {
  if (name.trim().length < NAME_MIN) return [];
  const query = new URLSearchParams({ name, purpose, exceptId });
  try {
    const response = await fetch(`/api/agents/near-duplicates?${query}`, { signal });
    if (!response.ok) return [];
    const { duplicates }: { duplicates: readonly Candidate[] } = await response.json();
    return duplicates;
  } catch {
    return [];
  }
}
