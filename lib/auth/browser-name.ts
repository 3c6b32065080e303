/** A browser as people know it, from what it calls itself. They borrow each other's names, so the first that matches counts. */
export function browserName(userAgent: string): string {
  const [, browser = "Unknown browser"] = BROWSERS.find(([mark]) => userAgent.includes(mark)) ?? [];
  const [, system] = SYSTEMS.find(([mark]) => userAgent.includes(mark)) ?? [];
  return system ? `${browser} on ${system}` : browser;
}

const BROWSERS = [
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
] as const;

const SYSTEMS = [
  ["Windows", "Windows"],
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Android", "Android"],
  ["Mac OS", "macOS"],
  ["Linux", "Linux"],
] as const;
