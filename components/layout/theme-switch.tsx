"use client";

import { useState } from "react";
import { cn } from "@/components/ui/cn";
import { Icon, type IconName } from "@/components/ui/icon";
import { THEME_COOKIE, THEMES, type Theme } from "@/components/ui/theme";

const YEAR_S = 31_536_000;
const LOOKS = {
  system: { label: "As the system", icon: "monitor" },
  light: { label: "Light", icon: "sun" },
  dark: { label: "Dark", icon: "moon" },
} as const satisfies Record<Theme, { label: string; icon: IconName }>;

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
      {THEMES.map((option) => (
        <button
          key={option}
          type="button"
          title={LOOKS[option].label}
          aria-label={LOOKS[option].label}
          aria-pressed={chosen === option}
          onClick={() => choose(option)}
          className={cn(
            "inline-flex size-6 items-center justify-center rounded-sm text-ink-3 hover:text-ink pointer-coarse:size-11",
            chosen === option && "bg-paper text-ink",
          )}
        >
          <Icon name={LOOKS[option].icon} className="size-3.5" />
        </button>
      ))}
    </fieldset>
  );
}
