"use client";

import { useEffect, useEffectEvent } from "react";
import { registerKeys } from "./key-store";

/**
 * Registers the shortcuts of a page, as keys → what they do; `?` lists them under the title.
 * They are silent while something is typed and while a dialog is open.
 */
export function useKeys(
  title: string,
  keys: Readonly<Record<string, { label: string; run: () => void }>>,
): void {
  const run = useEffectEvent((pressed: string) => keys[pressed]?.run());
  const signature = Object.entries(keys)
    .map(([pressed, { label }]) => `${pressed}\t${label}`)
    .join("\n");
  useEffect(() => {
    const bindings = signature.split("\n").flatMap((line) => {
      const [pressed = "", label = ""] = line.split("\t");
      return pressed === "" ? [] : [{ keys: pressed, label, run: () => run(pressed) }];
    });
    return registerKeys({ title, bindings });
  }, [title, signature]);
}
