"use client";

import { type LucideIcon, Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { THEME_COOKIE, THEMES, type Theme } from "@/components/ui/theme";

const YEAR_S = 31_536_000;
const LOOKS = {
  system: { label: "As the system", Glyph: Monitor },
  light: { label: "Light", Glyph: Sun },
  dark: { label: "Dark", Glyph: Moon },
} as const satisfies Record<Theme, { label: string; Glyph: LucideIcon }>;

/** Light, dark or as the system; kept in a cookie, so the server renders it without a flash. */
export function ThemeSwitch({ theme }: { theme: Theme }) {
  const [chosen, setChosen] = useState(theme);
  const choose = (next: Theme) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the cookie store API is not in every browser
    document.cookie = `${THEME_COOKIE}=${next}; path=/; max-age=${YEAR_S}; samesite=lax`;
    document.documentElement.dataset.theme = next;
    setChosen(next);
  };
  return (
    <fieldset className="flex noscript:hidden">
      <legend className="sr-only">Theme</legend>
      {THEMES.map((option) => {
        const { label, Glyph } = LOOKS[option];
        return (
          <button
            key={option}
            type="button"
            title={label}
            aria-label={label}
            aria-pressed={chosen === option}
            onClick={() => choose(option)}
            className="inline-flex size-6 items-center justify-center rounded-sm text-ink-3 hover:text-ink aria-pressed:bg-paper aria-pressed:text-ink pointer-coarse:size-11"
          >
            <Glyph aria-hidden className="icon icon-sm" />
          </button>
        );
      })}
    </fieldset>
  );
}
