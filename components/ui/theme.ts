export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** The cookie that keeps the choice, so that the server renders it without a flash. */
export const THEME_COOKIE = "theme";

/** Narrows a cookie's text to a theme; anything else follows the system. */
export function asTheme(text: string | undefined): Theme {
  return THEMES.find((theme) => theme === text) ?? "system";
}
