/** The picture in an element as a file of its own: colours that the page names are written out. */
export function svgOf(frame: Element | null): string {
  const svg = frame?.querySelector("svg");
  if (!svg) return "";
  const colours = getComputedStyle(svg);
  const text = new XMLSerializer().serializeToString(svg);
  return text.replace(/var\((--[a-z0-9-]+)\)/g, (_, name) => colours.getPropertyValue(name).trim());
}
