"use client";

import {
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import type { NamedPerson } from "@/lib/access-reviews/decide/decide-view";
import { reached } from "./decide-net";

/** Says in `--above` what stands above the columns: it differs (a banner, two stages), and the answers must stay in sight. */
export function useAbove(columns: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const measure = () => {
      const element = columns.current;
      if (!element) return;
      const top = element.getBoundingClientRect().top + window.scrollY;
      element.style.setProperty("--above", `${Math.round(top)}px`);
    };
    measure();
    const changes = new ResizeObserver(measure);
    changes.observe(document.body);
    return () => changes.disconnect();
  }, [columns]);
}

const WIDE = "(min-width: 64rem)";

/** Whether the facts stand beside the list; else they come over it. */
export function useIsWide(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(WIDE);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => window.matchMedia(WIDE).matches,
    () => true,
  );
}

/** Who can be named: asked for when somebody is to be named. */
export function usePeople(isNeeded: boolean): readonly NamedPerson[] | null {
  const [people, setPeople] = useState<readonly NamedPerson[] | null>(null);
  const asked = useRef(false);
  useEffect(() => {
    if (!isNeeded || asked.current) return;
    asked.current = true;
    void reached<{ people: NamedPerson[] }>("/api/access-reviews/decide/people").then((reply) => {
      if (reply.kind === "reached") setPeople(reply.value.people);
    });
  }, [isNeeded]);
  return people;
}
