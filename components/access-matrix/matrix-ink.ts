const TOKENS = {
  paper: "--paper",
  paper2: "--paper-2",
  ink: "--ink",
  ink2: "--ink-2",
  ink3: "--ink-3",
  rule: "--rule",
  rule2: "--rule-2",
  seal: "--seal",
  attention: "--attention",
  fail: "--fail",
  unknown: "--unknown",
} as const;

/** The tokens of the page's theme as colours that a canvas understands. */
export type Ink = Readonly<Record<keyof typeof TOKENS, string>> & {
  readonly sans: string;
  readonly mono: string;
};

/** Reads the tokens where the element stands. A token is one text for light and dark, so a colour made of it is asked for. */
export function inkOf(host: HTMLElement): Ink {
  const probe = document.createElement("span");
  probe.hidden = true;
  probe.className = "font-mono";
  host.append(probe);
  const colour = (token: string) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const ink = {
    paper: colour(TOKENS.paper),
    paper2: colour(TOKENS.paper2),
    ink: colour(TOKENS.ink),
    ink2: colour(TOKENS.ink2),
    ink3: colour(TOKENS.ink3),
    rule: colour(TOKENS.rule),
    rule2: colour(TOKENS.rule2),
    seal: colour(TOKENS.seal),
    attention: colour(TOKENS.attention),
    fail: colour(TOKENS.fail),
    unknown: colour(TOKENS.unknown),
    sans: getComputedStyle(host).fontFamily,
    mono: getComputedStyle(probe).fontFamily,
  };
  probe.remove();
  return ink;
}

/** Calls back when the person or the system changes the theme, until the signal. */
export function onThemeChange(changed: () => void, signal: AbortSignal): void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  signal.addEventListener("abort", () => observer.disconnect());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed, { signal });
}
